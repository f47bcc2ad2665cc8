import datetime
import pathlib
import uuid
from typing import Any

StrictBool = bool
StrictInt = int
StrictFloat = float
StrictStr = str
PositiveInt = int
NegativeInt = int
NonNegativeInt = int
PositiveFloat = float
NonNegativeFloat = float
UUID1 = uuid.UUID
UUID4 = uuid.UUID
FilePath = pathlib.Path
DirectoryPath = pathlib.Path
AwareDatetime = datetime.datetime
NaiveDatetime = datetime.datetime
PastDatetime = datetime.datetime
FutureDatetime = datetime.datetime
PastDate = datetime.date
FutureDate = datetime.date
Base64Bytes = bytes
Base64Str = str
class SecretStr:
    def __init__(self, secret_value: str) -> None: ...
    def get_secret_value(self) -> str: ...
class SecretBytes:
    def __init__(self, secret_value: bytes) -> None: ...
    def get_secret_value(self) -> bytes: ...
class Json: ...
class Tag:
    def __init__(self, tag: str) -> None: ...
class Discriminator:
    def __init__(self, discriminator: Any, **kw: Any) -> None: ...
class StringConstraints:
    def __init__(self, *, strip_whitespace: bool | None = ..., to_upper: bool | None = ..., to_lower: bool | None = ..., strict: bool | None = ..., min_length: int | None = ..., max_length: int | None = ..., pattern: Any = ...) -> None: ...
def conint(**kw: Any) -> type[int]: ...
def confloat(**kw: Any) -> type[float]: ...
def constr(**kw: Any) -> type[str]: ...
def conlist(item_type: Any, **kw: Any) -> Any: ...
