from .config import ConfigDict as ConfigDict, Extra as Extra
from .errors import PydanticUserError as PydanticUserError
from .fields import AliasChoices as AliasChoices, AliasPath as AliasPath, Field as Field, PrivateAttr as PrivateAttr, computed_field as computed_field
from .functional_serializers import PlainSerializer as PlainSerializer, SerializeAsAny as SerializeAsAny, WrapSerializer as WrapSerializer, field_serializer as field_serializer, model_serializer as model_serializer
from .functional_validators import (
    AfterValidator as AfterValidator, BeforeValidator as BeforeValidator, InstanceOf as InstanceOf, ModelWrapValidatorHandler as ModelWrapValidatorHandler,
    PlainValidator as PlainValidator, SkipValidation as SkipValidation, WrapValidator as WrapValidator, field_validator as field_validator,
    model_validator as model_validator, root_validator as root_validator, validator as validator,
)
from .main import BaseModel as BaseModel, create_model as create_model
from .networks import (
    AmqpDsn as AmqpDsn, AnyHttpUrl as AnyHttpUrl, AnyUrl as AnyUrl, EmailStr as EmailStr, FileUrl as FileUrl, HttpUrl as HttpUrl,
    IPvAnyAddress as IPvAnyAddress, MongoDsn as MongoDsn, MySQLDsn as MySQLDsn, NameEmail as NameEmail, PostgresDsn as PostgresDsn,
    RedisDsn as RedisDsn,
)
from .root_model import RootModel as RootModel
from .type_adapter import TypeAdapter as TypeAdapter
from .types import (
    UUID1 as UUID1, UUID4 as UUID4, AwareDatetime as AwareDatetime, Base64Bytes as Base64Bytes, Base64Str as Base64Str, DirectoryPath as DirectoryPath,
    Discriminator as Discriminator, FilePath as FilePath, FutureDate as FutureDate, FutureDatetime as FutureDatetime, Json as Json,
    NaiveDatetime as NaiveDatetime, NegativeInt as NegativeInt, NonNegativeFloat as NonNegativeFloat, NonNegativeInt as NonNegativeInt,
    PastDate as PastDate, PastDatetime as PastDatetime, PositiveFloat as PositiveFloat, PositiveInt as PositiveInt, SecretBytes as SecretBytes,
    SecretStr as SecretStr, StrictBool as StrictBool, StrictFloat as StrictFloat, StrictInt as StrictInt, StrictStr as StrictStr,
    StringConstraints as StringConstraints, Tag as Tag, conint as conint, conlist as conlist, constr as constr, confloat as confloat,
)
from .validate_call_decorator import validate_call as validate_call
from ._errors import ValidationError as ValidationError
from .env_settings import BaseSettings as BaseSettings
