"""Tags and filters of search."""

from django import template
from django.utils.safestring import SafeString

from alliage.search.queries import marked

register = template.Library()


@register.filter(name="mark")
def mark(text: str | None, words: str) -> SafeString:
    """Highlight in a text the words that answer: `{{ text|mark:list.marked_words }}`."""
    return marked(text or "", words)
