"""The CNN on N workers: a batch is split, gradients are averaged; the same losses as one worker's, in less time."""
import argparse
import gzip
import struct
import sys
import time
from pathlib import Path

import torch
import torch.multiprocessing as mp
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters


def read_idx(folder, name):
    """Bytes of all IDX files of this name below the folder, in the shape that their headers give; plain or gzip."""
    parts = []
    for path in sorted(Path(folder).glob(f"**/mnist/{name}"), key=lambda path: path.name):
        data = path.read_bytes()
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        header = 4 + 4 * data[3]  # Two zeros, the type, the number of dimensions, then each dimension's size.
        shape = struct.unpack(f">{data[3]}I", data[4:header])
        parts.append(torch.frombuffer(bytearray(data[header:]), dtype=torch.uint8).reshape(shape))
    return torch.cat(parts) if parts else sys.exit(f"No mnist/{name} below {folder}: name its folder.")


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 10),
    )


def gradient_of(net, x, y, whole):
    """The share of these images in the gradient of a batch of `whole`, as one vector, and their share in its loss."""
    net.zero_grad()
    loss = nn.functional.cross_entropy(net(x), y, reduction="sum") / whole
    loss.backward()
    return parameters_to_vector(parameter.grad for parameter in net.parameters()), loss.item()


def work(pipe, images, classes, weights, gradient):
    """A worker: waits for the numbers of its images, uses the shared weights, writes its gradient, says its loss."""
    torch.set_num_threads(1)
    net = cnn()
    vector_to_parameters(weights, net.parameters())  # No copy: what the leader changes, the worker sees.
    while (message := pipe.recv()) is not None:
        chosen, whole = message
        started = time.perf_counter()
        share, loss = gradient_of(net, images[chosen].unsqueeze(1) / 255, classes[chosen], whole)
        gradient.copy_(share)
        pipe.send((loss, started, time.perf_counter()))


def train(count, images, classes, options):
    """So many steps with `count` workers: the losses, examples per second after ten steps, the last step's diary."""
    torch.manual_seed(options.seed)
    net = cnn()
    parameters = list(net.parameters())
    optimizer = torch.optim.Adam(parameters, lr=options.lr)
    weights = parameters_to_vector(parameters).detach().share_memory_()
    vector_to_parameters(weights, parameters)
    gradients = torch.zeros(count, len(weights)).share_memory_()
    context = mp.get_context("spawn")
    pipes, workers = [], []
    for gradient in gradients:
        ours, theirs = context.Pipe()
        workers.append(context.Process(target=work, args=(theirs, images, classes, weights, gradient), daemon=True))
        workers[-1].start()
        pipes.append(ours)
    losses = []
    for step in range(options.steps):
        begun = time.perf_counter()
        if step == min(10, options.steps - 1):  # Starting up is not counted.
            start, first = begun, step
        chosen = torch.randint(len(images), (options.batch,))
        for pipe, part in zip(pipes, chosen.tensor_split(count)):
            pipe.send((part, options.batch))
        answers = [pipe.recv() for pipe in pipes]  # All wait for the slowest.
        arrived = time.perf_counter()
        for parameter, part in zip(parameters, gradients.sum(0).split([each.numel() for each in parameters])):
            parameter.grad = part.view_as(parameter)
        optimizer.step()
        losses.append(sum(loss for loss, _, _ in answers))
        ended = time.perf_counter()
    for pipe, worker in zip(pipes, workers):
        pipe.send(None)
        worker.join()
    diary = [(f"worker {rank + 1} computes", a - begun, b - begun) for rank, (_, a, b) in enumerate(answers)]
    diary.append(("the leader adds up and steps", arrived - begun, ended - begun))
    return losses, (options.steps - first) * options.batch / (ended - start), diary


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", default="static/data", help="where mnist/ is, with IDX files")
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments.add_argument("--batch", type=int, default=64)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--lr", type=float, default=0.001)
    arguments.add_argument("--steps", type=int, default=110)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    images, classes = read_idx(options.folder, "train-*images*"), read_idx(options.folder, "train-*labels*").long()

    # One batch, in one piece and in three unequal ones: the same gradient.
    torch.manual_seed(options.seed)
    net = cnn()
    x, y = images[: options.batch].unsqueeze(1) / 255, classes[: options.batch]
    in_one, _ = gradient_of(net, x, y, len(y))
    pieces = [gradient_of(net, *piece, len(y))[0] for piece in zip(x.tensor_split(3), y.tensor_split(3))]
    print(f"{len(in_one):,} gradients; in three pieces they differ by {(sum(pieces) - in_one).abs().max().item():.1e}, "
          f"the largest is {in_one.abs().max().item():.1e}")

    results = {count: train(count, images, classes, options) for count in options.workers}
    losses_of_one, rate_of_one, _ = results[options.workers[0]]
    for count, (losses, rate, diary) in results.items():
        difference = max(abs(a - b) for a, b in zip(losses, losses_of_one))
        print(f"{count} workers: {rate:.0f} examples/s, speed-up {rate / rate_of_one:.2f}, last loss {losses[-1]:.5f}, "
              f"losses differ from the first run's by {difference:.1e} at most")
        for job, a, b in diary:
            print(f"  {1000 * a:6.1f} to {1000 * b:6.1f} ms: {job}")


if __name__ == "__main__":
    main()
