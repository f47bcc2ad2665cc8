from . import engine as engine, event as event, exc as exc, orm as orm, pool as pool, schema as schema, sql as sql, types as types
from .engine import (
    URL as URL, AdaptedConnection as AdaptedConnection, Connection as Connection, CursorResult as CursorResult, Engine as Engine,
    MappingResult as MappingResult, Result as Result, Row as Row, RowMapping as RowMapping, ScalarResult as ScalarResult,
    Transaction as Transaction, create_engine as create_engine, create_pool_from_url as create_pool_from_url,
    engine_from_config as engine_from_config, make_url as make_url,
)
from .inspection import inspect as inspect
from .pool import (
    AsyncAdaptedQueuePool as AsyncAdaptedQueuePool, NullPool as NullPool, Pool as Pool, QueuePool as QueuePool,
    SingletonThreadPool as SingletonThreadPool, StaticPool as StaticPool,
)
from .schema import (
    CheckConstraint as CheckConstraint, Column as Column, ColumnDefault as ColumnDefault, Computed as Computed, Constraint as Constraint,
    FetchedValue as FetchedValue, ForeignKey as ForeignKey, ForeignKeyConstraint as ForeignKeyConstraint, Identity as Identity,
    Index as Index, MetaData as MetaData, PrimaryKeyConstraint as PrimaryKeyConstraint, Sequence as Sequence, Table as Table,
    UniqueConstraint as UniqueConstraint,
)
from .sql.dml import Delete as Delete, Insert as Insert, Update as Update
from .sql.elements import (
    BinaryExpression as BinaryExpression, BindParameter as BindParameter, Case as Case, Cast as Cast, ClauseElement as ClauseElement,
    ColumnElement as ColumnElement, Label as Label, Null as Null, TextClause as TextClause, UnaryExpression as UnaryExpression,
)
from .sql.expression import (
    all_ as all_, and_ as and_, any_ as any_, asc as asc, between as between, bindparam as bindparam, case as case, cast as cast,
    column as column, cte as cte, delete as delete, desc as desc, distinct as distinct, except_ as except_, exists as exists,
    extract as extract, false as false, func as func, insert as insert, intersect as intersect, join as join, label as label,
    lateral as lateral, literal as literal, literal_column as literal_column, not_ as not_, null as null, nulls_first as nulls_first,
    nulls_last as nulls_last, nullsfirst as nullsfirst, nullslast as nullslast, or_ as or_, outerjoin as outerjoin, over as over,
    select as select, table as table, text as text, true as true, tuple_ as tuple_, type_coerce as type_coerce, union as union,
    union_all as union_all, update as update, values as values, within_group as within_group,
)
from .sql.selectable import (
    CTE as CTE, Alias as Alias, CompoundSelect as CompoundSelect, Exists as Exists, Executable as Executable, FromClause as FromClause,
    Join as Join, ScalarSelect as ScalarSelect, Select as Select, Subquery as Subquery,
)
from .types import (
    ARRAY as ARRAY, BIGINT as BIGINT, BINARY as BINARY, BOOLEAN as BOOLEAN, CHAR as CHAR, DATE as DATE, DATETIME as DATETIME,
    DECIMAL as DECIMAL, FLOAT as FLOAT, INT as INT, INTEGER as INTEGER, JSON as JSON, NUMERIC as NUMERIC, REAL as REAL,
    SMALLINT as SMALLINT, TEXT as TEXT, TIME as TIME, TIMESTAMP as TIMESTAMP, UUID as UUID, VARCHAR as VARCHAR, BigInteger as BigInteger,
    Boolean as Boolean, Date as Date, DateTime as DateTime, Double as Double, Enum as Enum, Float as Float, Integer as Integer,
    Interval as Interval, LargeBinary as LargeBinary, Numeric as Numeric, PickleType as PickleType, SmallInteger as SmallInteger,
    String as String, Text as Text, Time as Time, TypeDecorator as TypeDecorator, Unicode as Unicode, UnicodeText as UnicodeText,
    Uuid as Uuid,
)

__version__: str
