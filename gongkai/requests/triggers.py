"""What the database itself keeps of this room: ledgers, verdicts, services and dossiers are never changed or removed;
an issued paper is never rewritten."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gongkai.kit.triggers import AppendOnly

ENTRIES = AppendOnly("requests_clockentry", "clockentry", "entries of a clock are never changed or removed")
REVIEWS = AppendOnly("requests_paperreview", "paperreview", "verdicts on a paper are never changed or removed")
SERVICES = AppendOnly("requests_service", "service", "proofs of service are never changed or removed")
SEARCHES = AppendOnly("requests_searchrecord", "searchrecord", "records of searches are never changed or removed")
DOSSIERS = AppendOnly("requests_dossier", "dossier", "a dossier is never changed or removed")
VERSIONS = AppendOnly("requests_paperversion", "paperversion", "what was sent for review is never changed or removed")
PREVIEWS = AppendOnly("requests_paperpreview", "paperpreview", "looks at a paper are never changed or removed")
PROOFS = AppendOnly("requests_serviceproof", "serviceproof", "proofs of service are never changed or removed")
SPOKEN = AppendOnly("requests_spotreply", "spotreply", "a reply given on the spot is never changed or removed")
MENDINGS = AppendOnly("requests_mending", "mending", "what a registration said before is never changed or removed")
OBJECTIONS = AppendOnly("requests_feeobjection", "feeobjection", "objections to a fee are never changed or removed")
STEPS = AppendOnly("requests_steptaken", "steptaken", "steps of a request are never changed or removed")
JUDGEMENTS = AppendOnly(
    "requests_reasonjudgement", "reasonjudgement", "findings on reasons are never changed or removed"
)
ENDINGS = AppendOnly("requests_ending", "ending", "what ended a request is never changed or removed")

PAPER = "requests_paper"
FROZEN = (
    "request_id", "kind", "state", "title", "fields", "content", "content_hash", "series", "year", "serial", "number",
    "signed_by_id", "signed_at", "signed_hash", "issued_on", "issued_at", "pdf", "word", "pages",
)  # fmt: skip
SAY = "an issued paper is never rewritten"


def _touched(differs: str) -> str:
    return " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in FROZEN)


def freeze(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on papers in place."""
    if schema.connection.vendor == "sqlite":
        schema.execute(
            f"CREATE TRIGGER paper_no_rewrite BEFORE UPDATE ON {PAPER} "
            f"WHEN OLD.state = 'issued' AND ({_touched('IS NOT')}) BEGIN SELECT RAISE(ABORT, '{SAY}'); END"
        )
        schema.execute(
            f"CREATE TRIGGER paper_no_delete BEFORE DELETE ON {PAPER} WHEN OLD.number <> '' "
            f"BEGIN SELECT RAISE(ABORT, '{SAY}'); END"
        )
        return
    touched = _touched("IS DISTINCT FROM")
    schema.execute(
        f"CREATE FUNCTION paper_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF OLD.number <> '' THEN RAISE EXCEPTION '{SAY}'; END IF; RETURN OLD; END IF; "
        f"IF OLD.state = 'issued' AND ({touched}) THEN RAISE EXCEPTION '{SAY}'; END IF; RETURN NEW; END $$"
    )
    schema.execute(
        f"CREATE TRIGGER paper_no_rewrite BEFORE UPDATE OR DELETE ON {PAPER} "
        f"FOR EACH ROW EXECUTE FUNCTION paper_is_frozen()"
    )


def thaw(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Take them away again, for going back one migration."""
    if schema.connection.vendor == "sqlite":
        schema.execute("DROP TRIGGER paper_no_rewrite")
        schema.execute("DROP TRIGGER paper_no_delete")
        return
    schema.execute(f"DROP TRIGGER paper_no_rewrite ON {PAPER}")
    schema.execute("DROP FUNCTION paper_is_frozen()")
