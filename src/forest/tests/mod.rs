//! Nodes equal scikit-learn's: `trees.py` wrote `trees.json`.
