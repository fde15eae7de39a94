"""How Scripts/evaluate and Scripts/calibrate measure."""
