from typing import Any
from ..modeling_utils import PreTrainedModel
from ..tokenization_utils_base import PreTrainedTokenizerBase

class AutoModel:
    @classmethod
    def from_pretrained(cls, *args: Any, **kwargs: Any) -> PreTrainedModel: ...
class AutoModelForCausalLM:
    @classmethod
    def from_pretrained(cls, *args: Any, **kwargs: Any) -> PreTrainedModel: ...
class AutoModelForSequenceClassification:
    @classmethod
    def from_pretrained(cls, *args: Any, **kwargs: Any) -> PreTrainedModel: ...
class AutoTokenizer:
    @classmethod
    def from_pretrained(cls, *args: Any, **kwargs: Any) -> PreTrainedTokenizerBase: ...
class AutoProcessor:
    @classmethod
    def from_pretrained(cls, *args: Any, **kwargs: Any) -> Any: ...
