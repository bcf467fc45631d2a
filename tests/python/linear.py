"""Matrices: products, solutions, decompositions, their gradients."""

import torch

torch.manual_seed(4)
a = torch.tensor([[4.0, 1.0, 2.0], [1.0, 3.0, 0.5], [2.0, 0.5, 5.0]])
b, v = torch.tensor([[1.0, 2.0], [0.0, 1.0], [3.0, -1.0]]), torch.tensor([1.0, -2.0, 0.5])
batch = torch.stack([a, a.t() + torch.eye(3)])
print(a @ b, torch.matmul(a, v), torch.mm(a, b), torch.mv(a, v), torch.dot(v, v), torch.bmm(batch, batch).shape, (batch @ v).shape, (v @ batch).shape, torch.outer(v, v), torch.ger(v, v).shape, torch.inner(v, v))
print(torch.addmm(torch.ones(3, 2), a, b, beta=0.5, alpha=2), torch.addmv(v, a, v), torch.baddbmm(batch, batch, batch).shape, torch.addbmm(a, batch, batch).shape, torch.addr(a, v, v), a.addmm(a, a), torch.chain_matmul(a, a, b))
print(torch.einsum("ij,jk->ik", a, b), torch.einsum("bij,bjk->bik", batch, batch).shape, torch.einsum("ii", a), torch.einsum("ii->i", a), torch.einsum("ij->ji", b), torch.einsum("i,j->ij", v, v).shape, torch.einsum("...ij,...jk", batch, batch).shape)
print(torch.einsum("bn,anm,bm->ba", b.t(), batch, b.t()), torch.tensordot(a, b, dims=1), torch.tensordot(batch, a, dims=([1], [0])).shape, torch.kron(torch.eye(2), b), torch.cross(v, torch.tensor([0.0, 1.0, 0.0]), dim=0), torch.trace(a))
print(torch.cdist(b, b), torch.cdist(b, b, p=1), torch.matrix_power(a, 3), a.matrix_power(0), torch.linalg.multi_dot([a, a, b]), torch.linalg.vector_norm(v), torch.linalg.norm(a), torch.linalg.norm(a, 1), torch.linalg.norm(v, float("inf")))
print(torch.linalg.matrix_norm(a), torch.linalg.norm(a, 2), torch.linalg.norm(batch, dim=(1, 2)), torch.linalg.norm(a, dim=1), torch.linalg.cond(a))

# Solutions.
print(torch.inverse(a), torch.linalg.inv(batch).shape, torch.det(a), torch.linalg.det(batch), torch.slogdet(a), torch.logdet(a), torch.linalg.solve(a, b), torch.linalg.solve(a, v), torch.linalg.solve(batch, b).shape)
print(torch.linalg.lstsq(b, v).solution, torch.pinverse(b).abs(), torch.linalg.matrix_rank(torch.ones(3, 3)), torch.linalg.matrix_rank(a), torch.linalg.solve_triangular(a.triu(), b, upper=True), torch.det(torch.ones(2, 2)))

# Decompositions: what is the same whatever the signs.
L = torch.linalg.cholesky(a)
print(L, torch.cholesky(a, upper=True), torch.linalg.cholesky(batch).shape)
q, r = torch.linalg.qr(b)
print(q.abs(), r.abs(), torch.linalg.qr(b, mode="complete")[0].shape, (q @ r - b).abs().max() < 1e-5, torch.qr(a).R.shape)
U, S, Vh = torch.linalg.svd(b, full_matrices=False)
print(S, ((U * S) @ Vh - b).abs().max() < 1e-5, torch.linalg.svd(b)[0].shape, torch.svd(b).V.shape, torch.linalg.svdvals(a), (torch.linalg.svd(b.t()).Vh @ torch.linalg.svd(b.t()).Vh.t() - torch.eye(3)).abs().max() < 1e-5)
values, vectors = torch.linalg.eigh(a)
print(values, (a @ vectors - vectors * values).abs().max() < 1e-5, torch.linalg.eigvalsh(batch), torch.linalg.eigvalsh(torch.diag(torch.arange(7.0)) + 0.1))

for name, run in (("inv", lambda p: torch.linalg.inv(p).sum()), ("det", lambda p: torch.det(p)), ("logdet", lambda p: torch.logdet(p)), ("solve", lambda p: torch.linalg.solve(p, b).square().sum()),
                  ("cholesky", lambda p: torch.linalg.cholesky(p).sum()), ("svd", lambda p: torch.linalg.svdvals(p).square().sum()), ("eigh", lambda p: torch.linalg.eigvalsh(p)[0]),
                  ("slogdet", lambda p: torch.slogdet(p)[1]), ("einsum", lambda p: torch.einsum("ij,jk,ki->", p, p, p)), ("matmul", lambda p: (p @ p @ v).sum()), ("cdist", lambda p: torch.cdist(p, b.t()[:, [0, 1, 2]]).sum()),
                  ("power", lambda p: torch.matrix_power(p, 3).sum()), ("kron", lambda p: torch.kron(p, b).sum())):  # fmt: skip
    p = a.clone().requires_grad_()
    run(p).backward()
    print(name, p.grad)

print(torch.empty(0, 3) @ torch.empty(3, 2), (torch.empty(2, 0) @ torch.empty(0, 3)), torch.empty(0).dot(torch.empty(0)), torch.linalg.norm(torch.empty(0)).item())
for mistake in (lambda: a @ torch.ones(2), lambda: torch.mm(v, a), lambda: torch.inverse(b), lambda: torch.inverse(torch.ones(2, 2)), lambda: torch.dot(v, torch.ones(2)), lambda: torch.linalg.cholesky(-a),
                lambda: torch.bmm(a, a), lambda: torch.mv(a, torch.ones(2)), lambda: torch.einsum("ij,jk", a), lambda: torch.linalg.solve(torch.ones(2, 2), torch.ones(2)), lambda: torch.cdist(a, b)):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0][:70])
