"""`make trust`: what each part lets everybody do, found out by trying."""
