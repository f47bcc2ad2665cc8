from .sql.schema import (
    DDL as DDL, CheckConstraint as CheckConstraint, Column as Column, ColumnDefault as ColumnDefault, Computed as Computed,
    Constraint as Constraint, DefaultClause as DefaultClause, FetchedValue as FetchedValue, ForeignKey as ForeignKey,
    ForeignKeyConstraint as ForeignKeyConstraint, Identity as Identity, Index as Index, MetaData as MetaData,
    PrimaryKeyConstraint as PrimaryKeyConstraint, SchemaItem as SchemaItem, Sequence as Sequence, Table as Table,
    UniqueConstraint as UniqueConstraint,
)
from typing import Any

class CreateTable:
    def __init__(self, element: Table, **kw: Any) -> None: ...
class CreateSchema:
    def __init__(self, name: str, if_not_exists: bool = ...) -> None: ...
class DropSchema:
    def __init__(self, name: str, cascade: bool = ..., if_exists: bool = ...) -> None: ...
