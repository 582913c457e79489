"""`python -m alliage.config` is the `alliage` command."""

from alliage.config.cli import main

main()
