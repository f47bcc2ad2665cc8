from sqlalchemy.engine import create_engine as create_engine, create_pool_from_url as create_pool_from_url, engine_from_config as engine_from_config
from sqlalchemy.inspection import inspect as inspect
from sqlalchemy.schema import (
    CheckConstraint as CheckConstraint, Column as Column, Computed as Computed, Constraint as Constraint, ForeignKey as ForeignKey,
    ForeignKeyConstraint as ForeignKeyConstraint, Identity as Identity, Index as Index, MetaData as MetaData,
    PrimaryKeyConstraint as PrimaryKeyConstraint, Sequence as Sequence, Table as Table, UniqueConstraint as UniqueConstraint,
)
from sqlalchemy.pool import QueuePool as QueuePool, StaticPool as StaticPool
from sqlalchemy.sql.expression import (
    delete as delete, exists as exists, func as func, insert as insert, literal as literal, literal_column as literal_column,
    table as table, text as text, union as union, union_all as union_all, update as update, false as false, true as true, null as null,
    and_ as and_, or_ as or_, not_ as not_, asc as asc, desc as desc, case as case, cast as cast, distinct as distinct, between as between,
    bindparam as bindparam, column as column, extract as extract, over as over, any_ as any_, all_ as all_, type_coerce as type_coerce,
)
from sqlalchemy.sql.sqltypes import (
    ARRAY as ARRAY, BIGINT as BIGINT, BOOLEAN as BOOLEAN, DATE as DATE, DATETIME as DATETIME, FLOAT as FLOAT, INTEGER as INTEGER,
    JSON as JSON, NUMERIC as NUMERIC, TEXT as TEXT, TIMESTAMP as TIMESTAMP, UUID as UUID, VARCHAR as VARCHAR, BigInteger as BigInteger,
    Boolean as Boolean, Date as Date, DateTime as DateTime, Enum as Enum, Float as Float, Integer as Integer, Interval as Interval,
    LargeBinary as LargeBinary, Numeric as Numeric, SmallInteger as SmallInteger, String as String, Text as Text, Time as Time,
    TypeDecorator as TypeDecorator, Unicode as Unicode, Uuid as Uuid,
)
from .main import Field as Field, Relationship as Relationship, SQLModel as SQLModel
from .orm.session import Session as Session
from .sql.expression import col as col, select as select
from .sql.sqltypes import AutoString as AutoString
