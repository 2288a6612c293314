"""What a page says to other programs, from one value: meta tags, COinS, JSON-LD and typed links. Pure but for `reading`.

`facts.py` is the value, `reading.py` fetches items for it, `pages.py` makes it for the pages of the archive; each of the
others writes it in one form. `settings.PAGE_FACTS` names who makes it for which page. docs/citations.md is the guide.
"""
