from typing import Any
from . import checkout as checkout, billing_portal as billing_portal, error as error
from ._api import Customer as Customer, PaymentIntent as PaymentIntent, Subscription as Subscription, Invoice as Invoice, Refund as Refund, Product as Product, Price as Price, Account as Account, SetupIntent as SetupIntent, PaymentMethod as PaymentMethod, Charge as Charge, Transfer as Transfer, Payout as Payout, Event as Event, InvoiceItem as InvoiceItem, Coupon as Coupon
from ._error import StripeError as StripeError, CardError as CardError, InvalidRequestError as InvalidRequestError, SignatureVerificationError as SignatureVerificationError, APIConnectionError as APIConnectionError, AuthenticationError as AuthenticationError, RateLimitError as RateLimitError
from ._webhook import Webhook as Webhook, WebhookSignature as WebhookSignature

api_key: str | None
api_version: str | None
max_network_retries: int
class StripeClient:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
