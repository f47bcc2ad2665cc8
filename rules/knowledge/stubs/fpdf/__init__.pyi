from .fpdf import FPDF as FPDF
