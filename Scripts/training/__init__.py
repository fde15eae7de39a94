"""How Scripts/train-model makes its texts."""
