from .transcribe import WhisperModel as WhisperModel
