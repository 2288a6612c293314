"""Where apps meet: what an app asks of those above it, named by dotted path so that it imports none of them.

Every name here is a setting (`config.settings` takes them all); beside each stands the module that asks for it.
"""

READER_LAYERS = [  # what is laid over a text: `archive.layers`
    "annotations.layer.reader_layers",
    "archive.pinpoints.layer.cite_layer",
]
RECORD_PANELS = ["annotations.panels.spoken_of", "annotations.network.panel.network_panel"]  # archive.panels
MERGE_RULES = [  # what becomes of what leads to a record that is merged into another: `sources.merging.rules`
    "sources.merging.rules.RULES",
    "archive.merge_rules.RULES",
    "annotations.merge_rules.RULES",
]
SEARCH_FIELDS = [  # what a query can name, `tag:surveillance`: `sources.searching.querying.fields`
    "sources.search_fields.FIELDS",
    "archive.search_fields.FIELDS",
    "annotations.search_fields.FIELDS",
]
SEARCH_INDEXES = [  # what is searched, in the order of its tabs: `sources.searching.indexes`
    "annotations.searched.passages", "annotations.searched.posts", "sources.searched.sources",
    "annotations.searched.subjects", "annotations.searched.annotations", "sources.searched.agents",
    "sources.searched.accounts", "sources.searched.threads", "annotations.searched.tags",
]  # fmt: skip
SEARCH_TABS = [  # what its results are shown under, in order: `archive.searchpage.tabs`
    "archive.search_tabs.KEPT",
    "annotations.search_tabs.SAID",
    "archive.search_tabs.NAMED",
    "annotations.search_tabs.TAGGED",
]
# What a timeline of results is drawn of, from top to bottom: `archive.searchpage.lanes`
TIMELINE_LANES = ["archive.timeline_lanes.KEPT", "annotations.timeline_lanes.CHANGED"]
LIST_KINDS = {  # records that can be put on a citation list: `archive.citation_lists.selections`
    "archive.Passage": "archive.citation_lists.selections.passages",
    "sources.Post": "archive.citation_lists.selections.sources",
    "sources.Source": "archive.citation_lists.selections.sources",
    "annotations.Annotation": "annotations.listable.annotations",
}
LIST_SELECTIONS = {  # pages all of which can be put on one
    "archive:search": "archive.citation_lists.selections.found_by_search",
    "archive:source_list": "archive.citation_lists.selections.listed_sources",
    "archive:post_list": "archive.citation_lists.selections.listed_posts",
    "archive:thread_detail": "archive.citation_lists.selections.of_thread",
    "archive:document_detail": "archive.citation_lists.selections.cited_by_text",
    "annotations:annotation_list": "annotations.listable.listed_annotations",
    "annotations:tag_detail": "annotations.listable.with_tag",
    "annotations:subject_detail": "annotations.listable.about_subject",
}
LIST_ORIGINS = "annotations.listable.origins"  # what an entry was made from: `archive.citation_lists.origins`
# Pages that show sources, how to tell which (`archive.source_exports`), and the formats that they answer themselves.
SOURCE_EXPORTS = {
    "archive:search": ("archive.source_exports.found_by_search", "csv"),
    "archive:source_list": ("archive.source_exports.listed_sources",),
    "archive:source_detail": ("archive.source_exports.one_source",),
    "archive:post_list": ("archive.source_exports.listed_posts",),
    "archive:post_detail": ("archive.source_exports.one_source",),
    "archive:thread_list": ("archive.source_exports.listed_threads",),
    "archive:thread_detail": ("archive.source_exports.of_thread",),
    "archive:account_detail": ("archive.source_exports.of_account",),
    "archive:agent_detail": ("archive.source_exports.of_agent",),
    "archive:document_list": ("archive.source_exports.listed_documents",),
    "archive:document_detail": ("archive.source_exports.of_document",),
    "annotations:annotation_list": ("annotations.source_exports.listed_annotations", "csv", "jsonld"),
    "annotations:tag_detail": ("annotations.source_exports.with_tag", "csv", "jsonld"),
    "annotations:subject_detail": ("annotations.source_exports.about_subject", "csv", "jsonld"),
}
PAGE_FACTS = {  # what a page says to other programs: `archive.metadata.reading`
    "archive:search": "archive.metadata.pages.of_search",
    "archive:source_list": "archive.metadata.pages.of_sources",
    "archive:source_detail": "archive.metadata.pages.of_source",
    "archive:post_list": "archive.metadata.pages.of_posts",
    "archive:post_detail": "archive.metadata.pages.of_post",
    "archive:thread_list": "archive.metadata.pages.of_threads",
    "archive:thread_detail": "archive.metadata.pages.of_thread",
    "archive:account_list": "archive.metadata.pages.of_accounts",
    "archive:account_detail": "archive.metadata.pages.of_account",
    "archive:agent_list": "archive.metadata.pages.of_agents",
    "archive:agent_detail": "archive.metadata.pages.of_agent",
    "archive:document_list": "archive.metadata.pages.of_documents",
    "archive:document_detail": "archive.metadata.pages.of_document",
    "archive:list_detail": "archive.metadata.pages.of_citation_list",
    "archive:list_version": "archive.metadata.pages.of_list_version",
    "annotations:subject_list": "annotations.page_facts.of_subjects",
    "annotations:subject_detail": "annotations.page_facts.of_subject",
    "annotations:annotation_list": "annotations.page_facts.of_annotations",
    "annotations:annotation_detail": "annotations.page_facts.of_annotation",
    "annotations:tag_list": "annotations.page_facts.of_tags",
    "annotations:tag_detail": "annotations.page_facts.of_tag",
}
