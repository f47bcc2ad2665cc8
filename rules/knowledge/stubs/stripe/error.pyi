from ._error import *
from ._error import StripeError as StripeError, CardError as CardError, InvalidRequestError as InvalidRequestError, SignatureVerificationError as SignatureVerificationError
