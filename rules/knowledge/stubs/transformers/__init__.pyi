from .modeling_utils import PreTrainedModel as PreTrainedModel
from .models.auto import AutoModel as AutoModel, AutoModelForCausalLM as AutoModelForCausalLM, AutoModelForSequenceClassification as AutoModelForSequenceClassification, AutoProcessor as AutoProcessor, AutoTokenizer as AutoTokenizer
from .pipelines import Pipeline as Pipeline, pipeline as pipeline
from .tokenization_utils_base import PreTrainedTokenizerBase as PreTrainedTokenizerBase
