"""What a page says to other programs: in its head, and as spans at its end."""

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from archive.metadata.coins import coins
from archive.metadata.linked import data_block
from archive.metadata.meta import meta_tags
from archive.metadata.reading import facts_of_page

register = template.Library()


@register.simple_tag(takes_context=True)
def page_metadata(context: Context) -> SafeString | str:
    """For the head; "" where a page has nothing to tell. The facts are found once, for `page_works` too."""
    request = context.get("request")
    shown = {str(name): value for name, value in context.flatten().items()}
    facts = facts_of_page(request, shown) if request else None
    if request is None or facts is None:
        return ""
    request.page_facts = facts
    block = mark_safe(data_block(facts))  # noqa: S308 - nothing in it can end the block: archive.metadata.linked
    return render_to_string("_metadata.html", {"facts": facts, "tags": meta_tags(facts), "data_block": block})


@register.simple_tag(takes_context=True)
def page_works(context: Context) -> SafeString | str:
    """For the end of the page: each work as COinS and as an identifier of unAPI, for programs that save them."""
    facts = getattr(context.get("request"), "page_facts", None)
    if facts is None or not facts.saved:
        return ""
    works = [{"id": each["id"], "coins": coins(each)} for each in facts.saved]
    return render_to_string("_works.html", {"works": works})
