from typing import Any
from typing_extensions import Self
from pydantic import BaseModel
from sqlalchemy.orm.decl_api import registry as _registry
from sqlalchemy.sql.schema import MetaData, Table

def Field(default: Any = ..., *, default_factory: Any = ..., alias: str | None = ..., title: str | None = ..., description: str | None = ..., primary_key: bool = ..., foreign_key: Any = ..., ondelete: Any = ..., unique: bool = ..., nullable: Any = ..., index: Any = ..., sa_type: Any = ..., sa_column: Any = ..., sa_column_args: Any = ..., sa_column_kwargs: Any = ..., schema_extra: Any = ..., max_length: int | None = ..., min_length: int | None = ..., ge: Any = ..., gt: Any = ..., le: Any = ..., lt: Any = ..., **kw: Any) -> Any: ...
def Relationship(*, back_populates: str | None = ..., cascade_delete: bool | None = ..., passive_deletes: Any = ..., link_model: Any = ..., sa_relationship: Any = ..., sa_relationship_args: Any = ..., sa_relationship_kwargs: Any = ...) -> Any: ...
class SQLModel(BaseModel):
    metadata: MetaData
    registry: _registry
    __table__: Table
    __tablename__: str
    __table_args__: Any
    def sqlmodel_update(self, obj: Any, *, update: dict[str, Any] | None = ...) -> Self: ...
    @classmethod
    def model_validate(cls, obj: Any, *, strict: bool | None = ..., from_attributes: bool | None = ..., context: Any = ..., update: dict[str, Any] | None = ...) -> Self: ...
