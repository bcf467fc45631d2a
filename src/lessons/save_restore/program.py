"""A net is saved in the middle of training; two nets are restored from the file, and all three train on."""

import torch
from torch import nn

seed, learning_rate, save, epochs = 1, 0.02, 100, 300
torch.manual_seed(seed)
x = torch.linspace(-1, 1, 100).unsqueeze(1)
y = x**2 + 0.1 * torch.randn(x.shape)


def learner():
    """A net 1-10-1 and the optimizer that trains it."""
    net = nn.Sequential(nn.Linear(1, 10), nn.ReLU(), nn.Linear(10, 1))
    return net, torch.optim.Adam(net.parameters(), lr=learning_rate)


def step(net, optimizer):
    loss = nn.functional.mse_loss(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


original = learner()
for _ in range(save):
    step(*original)

# The file: tensors by name, of the net and of the optimizer.
net, optimizer = original
torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict()}, "net.pt")
file = torch.load("net.pt")
for name, tensor in file["net"].items():
    print(f"{name:10} {str(list(tensor.shape)):8} {tensor.dtype} {tensor.numel() * tensor.element_size()} bytes")

# A file holds numbers, not code: a net is built first, then its numbers are replaced.
whole = learner()
whole[0].load_state_dict(file["net"])
whole[1].load_state_dict(file["optimizer"])
parameters = learner()
parameters[0].load_state_dict(file["net"])

print("step  original    whole       parameters alone")
for count in range(save + 1, epochs + 1):
    losses = [step(*each) for each in (original, whole, parameters)]
    if count <= save + 5 or count % 50 == 0:
        print(f"{count:4}  " + "  ".join(f"{loss:.8f}" for loss in losses))
