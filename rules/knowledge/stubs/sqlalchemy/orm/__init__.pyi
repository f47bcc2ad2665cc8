from ._orm_constructors import (
    aliased as aliased, backref as backref, column_property as column_property, composite as composite, contains_alias as contains_alias,
    deferred as deferred, dynamic_loader as dynamic_loader, mapped_column as mapped_column, query_expression as query_expression,
    relationship as relationship, synonym as synonym, with_polymorphic as with_polymorphic,
)
from .attributes import InstrumentedAttribute as InstrumentedAttribute, QueryableAttribute as QueryableAttribute
from .base import DynamicMapped as DynamicMapped, Mapped as Mapped, WriteOnlyMapped as WriteOnlyMapped
from .decl_api import (
    DeclarativeBase as DeclarativeBase, DeclarativeBaseNoMeta as DeclarativeBaseNoMeta, DeclarativeMeta as DeclarativeMeta,
    MappedAsDataclass as MappedAsDataclass, as_declarative as as_declarative, declarative_base as declarative_base,
    declarative_mixin as declarative_mixin, declared_attr as declared_attr, has_inherited_table as has_inherited_table,
    registry as registry, synonym_for as synonym_for,
)
from .mapper import Mapper as Mapper, class_mapper as class_mapper, configure_mappers as configure_mappers, reconstructor as reconstructor, validates as validates
from .properties import ColumnProperty as ColumnProperty, MappedColumn as MappedColumn
from .query import Query as Query
from .relationships import Relationship as Relationship, RelationshipProperty as RelationshipProperty, foreign as foreign, remote as remote
from .scoping import scoped_session as scoped_session
from .session import (
    Session as Session, SessionTransaction as SessionTransaction, close_all_sessions as close_all_sessions,
    make_transient as make_transient, object_session as object_session, sessionmaker as sessionmaker,
)
from .strategy_options import (
    Load as Load, contains_eager as contains_eager, defaultload as defaultload, defer as defer, immediateload as immediateload,
    joinedload as joinedload, lazyload as lazyload, load_only as load_only, noload as noload, raiseload as raiseload,
    selectin_polymorphic as selectin_polymorphic, selectinload as selectinload, subqueryload as subqueryload, undefer as undefer,
    undefer_group as undefer_group, with_expression as with_expression, with_loader_criteria as with_loader_criteria,
)
from .util import Bundle as Bundle, join as join, outerjoin as outerjoin, with_parent as with_parent
from . import attributes as attributes, exc as exc, query as query, session as session
