from .main import BaseSettings as BaseSettings, SettingsConfigDict as SettingsConfigDict
from .sources import DotEnvSettingsSource as DotEnvSettingsSource, EnvSettingsSource as EnvSettingsSource, PydanticBaseSettingsSource as PydanticBaseSettingsSource
