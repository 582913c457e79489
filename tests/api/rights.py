"""Who may call each operation of the interface. One without a line here fails the build."""

from enum import Enum

from tests.audiences import ANIMATORS, Decision, Role


class Whose(Enum):
    """Whose token opens an operation, with which scope."""

    NOBODY = ""
    READ = "read"
    CONTRIBUTE = "contribute"
    ANIMATE = "animate"


PUBLIC = (
    "", "alliances", "alliances/{slug}", "resources", "resources/{slug}", "organisations",
    "organisations/{slug}", "centres", "centres/{slug}", "territories",
    "territories/{level}/{code}", "goals", "goals/{number}", "targets", "domains", "vocabularies",
    "vocabularies/{code}", "partnership-types", "collections", "collections/{slug}",
)  # fmt: skip
ANSWER = "alliances/{slug}/participations/{organisation}/answer"
PIECE = "collections/{slug}/items/{kind}/{subject}"
# Whose token, and whether the permission function of the object decides besides.
RIGHTS: dict[str, tuple[Whose, bool]] = {
    **{f"GET /api/v1/{path}": (Whose.NOBODY, False) for path in PUBLIC},
    "GET /api/v1/drafts": (Whose.READ, False),
    "POST /api/v1/drafts": (Whose.CONTRIBUTE, False),
    "GET /api/v1/drafts/{key}": (Whose.READ, True),
    "PATCH /api/v1/drafts/{key}": (Whose.CONTRIBUTE, True),
    "POST /api/v1/drafts/{key}/submit": (Whose.CONTRIBUTE, True),
    "POST /api/v1/drafts/{key}/withdraw": (Whose.CONTRIBUTE, True),
    "POST /api/v1/drafts/{key}/again": (Whose.CONTRIBUTE, True),
    "POST /api/v1/drafts/{key}/merge": (Whose.CONTRIBUTE, True),
    "POST /api/v1/drafts/{key}/refuse": (Whose.ANIMATE, True),
    "GET /api/v1/queue": (Whose.ANIMATE, False),
    "POST /api/v1/drafts/{key}/remarks": (Whose.ANIMATE, True),
    "POST /api/v1/drafts/{key}/publish": (Whose.ANIMATE, True),
    "POST /api/v1/alliances/{slug}/archive": (Whose.ANIMATE, True),
    f"GET /api/v1/{ANSWER}": (Whose.READ, True),
    f"PUT /api/v1/{ANSWER}": (Whose.CONTRIBUTE, True),
    "GET /api/v1/bookmarks": (Whose.READ, False),
    "PUT /api/v1/bookmarks/{kind}/{slug}": (Whose.CONTRIBUTE, False),
    "DELETE /api/v1/bookmarks/{kind}/{slug}": (Whose.CONTRIBUTE, False),
    "PUT /api/v1/opinions/{kind}/{slug}": (Whose.CONTRIBUTE, False),
    "GET /api/v1/searches": (Whose.READ, False),
    "POST /api/v1/searches": (Whose.CONTRIBUTE, False),
    "DELETE /api/v1/searches/{key}": (Whose.CONTRIBUTE, True),
    "GET /api/v1/me/collections": (Whose.READ, False),
    "GET /api/v1/me/collections/{slug}": (Whose.READ, True),
    "POST /api/v1/collections": (Whose.CONTRIBUTE, False),
    "PATCH /api/v1/collections/{slug}": (Whose.CONTRIBUTE, True),
    "DELETE /api/v1/collections/{slug}": (Whose.CONTRIBUTE, True),
    f"PUT /api/v1/{PIECE}": (Whose.CONTRIBUTE, True),
    f"DELETE /api/v1/{PIECE}": (Whose.CONTRIBUTE, True),
    "POST /api/v1/collections/{slug}/publish": (Whose.CONTRIBUTE, True),
    "POST /api/v1/collections/{slug}/withdraw": (Whose.CONTRIBUTE, True),
}


def cell(operation: str, role: Role) -> Decision:
    """Say what an operation answers to somebody of this role, whose token has its scope."""
    whose, is_by_object = RIGHTS[operation]
    if whose is Whose.NOBODY:
        return Decision.OPEN
    if role is Role.VISITOR:
        return Decision.PROGRAM
    if whose is Whose.ANIMATE and role not in ANIMATORS:
        return Decision.CLOSED
    return Decision.OBJECT if is_by_object else Decision.OPEN


def table() -> list[str]:
    """Lay the operations out for docs/access.md."""
    lines = [
        "## Operations of the interface",
        "",
        "A token never gives more than its person has today. Without the scope it is refused",
        "(403); without a token, whoever asks is (401). No session opens an operation.",
        "",
        "| operation | scope | " + " | ".join(role.value for role in Role) + " |",
        "|---|---|" + "---|" * len(Role),
    ]
    for operation, (whose, _) in sorted(RIGHTS.items()):
        cells = [cell(operation, role).value for role in Role]
        lines.append(f"| `{operation}` | {whose.value or 'none'} | " + " | ".join(cells) + " |")
    return lines
