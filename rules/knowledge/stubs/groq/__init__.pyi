from ._client import AsyncGroq as AsyncGroq, Groq as Groq
