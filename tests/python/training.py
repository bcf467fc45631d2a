"""A small net, trained with each of the optimizers on the same batches; dropout, batch norm, a schedule."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
x = torch.randn(120, 5)
t = (x[:, 0] * x[:, 1] > 0).long()
loader = DataLoader(TensorDataset(x, t), batch_size=32, shuffle=True)
print([len(batch[0]) for batch in loader], next(iter(loader))[1])


def net():
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(5, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.1), nn.Linear(16, 2))


print(net())
loss_of = nn.CrossEntropyLoss()
for make in (
    lambda p: torch.optim.SGD(p, lr=0.1),
    lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=1e-3),
    lambda p: torch.optim.Adam(p, lr=0.01),
    lambda p: torch.optim.AdamW(p, lr=0.01),
    lambda p: torch.optim.RMSprop(p, lr=0.01),
    lambda p: torch.optim.Adagrad(p, lr=0.05),
    lambda p: torch.optim.Adadelta(p),
    lambda p: torch.optim.Adamax(p, lr=0.01),
):
    model = net()
    optimizer = make(model.parameters())
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 2, 0.5)
    for epoch in range(4):
        for batch, classes in loader:
            optimizer.zero_grad()
            loss = loss_of(model(batch), classes)
            loss.backward()
            optimizer.step()
        schedule.step()
    model.eval()
    with torch.no_grad():
        logits = model(x)
    print(type(optimizer).__name__, f"{loss.item():.2f}", f"{loss_of(logits, t).item():.1f}", schedule.get_last_lr())
print(sorted(model.state_dict()), model[1].num_batches_tracked)
other = net()
print(other.load_state_dict(model.state_dict()), torch.equal(other(x[:3]), other(x[:3])))
