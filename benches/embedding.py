"""Prints what scikit-learn's picture of MNIST's 10,000 test images is worth, beside `cargo bench --bench embedding -- --digits`.

python3 benches/embedding.py FOLDER, where t10k-images-idx3-ubyte lies in FOLDER; scikit-learn 1.9.1.
"""

import pathlib
import sys
import time

import numpy as np
from sklearn.manifold import TSNE, trustworthiness

file = pathlib.Path(sys.argv[1]) / "t10k-images-idx3-ubyte"
features = np.frombuffer(file.read_bytes(), np.uint8, offset=16).reshape(10_000, 784).astype(np.float32) / 255
tsne = TSNE(perplexity=30, init="pca", learning_rate="auto", max_iter=1000, random_state=1)
start = time.time()
picture = tsne.fit_transform(features)
print(f"10000 digits: {time.time() - start:.1f} s")
print(f"KL {tsne.kl_divergence_:.4f} nats")
print(f"trustworthiness {trustworthiness(features, picture, n_neighbors=12):.4f} (12 neighbours)")
