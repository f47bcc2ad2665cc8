from ._reader import PageObject as PageObject, PdfReader as PdfReader
from ._writer import PdfWriter as PdfWriter
