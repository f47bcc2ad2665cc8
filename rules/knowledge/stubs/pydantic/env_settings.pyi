from .main import BaseModel

class BaseSettings(BaseModel):
    """Pydantic 1; since 2 in pydantic_settings."""
