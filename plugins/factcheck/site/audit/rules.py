"""The rules of the built site: one generator each, its docstring is the rule. None prints, none raises.

Rules for a page see its tree, which is parsed once and shared; rules for the folder see its files, and what
was kept of every page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factcheck.core.problems import Problem
from factcheck.site.audit import (
    annotations,
    canonical,
    claimreview,
    claims,
    corpus,
    dataset,
    document,
    factchecks,
    files,
    links,
    lists,
    markup,
    paged,
    past,
    seed,
    verdicts,
)
from factcheck.site.audit.folder import Folder
from factcheck.site.audit.page import Page


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules for each page, and for the folder as a whole."""

    page: tuple[Callable[[Page], Iterator[Problem]], ...]
    folder: tuple[Callable[[Folder], Iterator[Problem]], ...]


RULES = Rules(
    page=(
        seed.article_gives_the_seed_back,
        seed.ledger_holds_the_whole_seed,
        canonical.page_names_its_own_address,
        canonical.shared_address_is_the_canonical_one,
        claims.claim_page_shows_the_claim,
        claims.claim_page_shows_the_evidence,
        claims.frame_shows_the_claim,
        claims.dates_read_alike,
        past.former_address_leads_on,
        past.withdrawn_page_says_so,
        past.withdrawn_check_has_no_verdict,
        past.history_page_shows_every_earlier_text,
        past.search_engines_leave_it_out,
        verdicts.verdict_is_told_in_words,
        verdicts.verdict_is_that_of_its_claim,
        links.ids_are_given_once,
        links.ids_that_are_named_are_there,
        links.links_of_the_missing_page_hold_anywhere,
        links.links_to_the_page_itself_lead_to_ids,
        markup.nothing_runs_but_the_theme,
        markup.nothing_is_loaded_from_elsewhere,
        markup.links_to_other_sites_are_safe,
        document.policy_comes_first,
        document.page_is_well_framed,
        claimreview.structured_data_is_json,
        claimreview.no_page_reviews_what_it_is_not_about,
        claimreview.rated_claim_has_its_review,
        claimreview.review_says_what_the_file_says,
        claimreview.review_says_what_the_page_shows,
    ),
    folder=(
        files.every_file_is_there_and_no_other,
        links.links_lead_to_files,
        links.links_lead_to_ids,
        links.stylesheets_and_robots_lead_to_files,
        markup.stylesheets_load_nothing_from_elsewhere,
        paged.lists_have_every_member_once,
        lists.sitemap_lists_every_page_once,
        lists.feeds_list_every_claim_once,
        lists.corrections_are_all_in_their_feed,
        claimreview.feed_has_every_review,
        annotations.every_claim_is_an_annotation,
        dataset.claims_json_has_every_claim,
        annotations.every_quote_of_evidence_is_an_annotation,
        corpus.corpus_has_every_claim,
        factchecks.factchecks_have_every_rated_claim,
        dataset.claims_csv_has_every_claim,
    ),
)
