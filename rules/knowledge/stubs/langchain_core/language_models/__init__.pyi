from .chat_models import BaseChatModel as BaseChatModel
