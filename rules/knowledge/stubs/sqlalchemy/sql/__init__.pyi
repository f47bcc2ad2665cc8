from .expression import (
    and_ as and_, asc as asc, bindparam as bindparam, case as case, cast as cast, column as column, delete as delete, desc as desc,
    exists as exists, extract as extract, false as false, func as func, insert as insert, literal as literal,
    literal_column as literal_column, not_ as not_, null as null, or_ as or_, select as select, table as table, text as text, true as true,
    union as union, union_all as union_all, update as update, values as values,
)
from .selectable import Select as Select
from .elements import ClauseElement as ClauseElement, ColumnElement as ColumnElement, TextClause as TextClause
from . import elements as elements, expression as expression, functions as functions, schema as schema, selectable as selectable, sqltypes as sqltypes
