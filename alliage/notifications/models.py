"""What happened, told to those who asked to know: in the site and by e-mail."""
