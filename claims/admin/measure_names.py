"""What figures and positions count, by the names that their event gives its own measures."""

from claims.domain.figures import measure_label
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position

MEASURES_OF = "category__event__measures"
"""To be prefetched where there are several."""


def measure_name(counted: Figure | Position) -> str:
    """Categories belong to the whole event, as measures do."""
    own = {measure.slug: measure.name for measure in counted.category.event.measures.all()}
    return own.get(counted.measure) or measure_label(counted.measure)
