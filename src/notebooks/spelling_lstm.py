# A notebook in percent cells: an LSTM learns letter by letter how numbers are spelled, and is asked for words it never saw.

# %% [markdown] en
# # A small LSTM learns to spell
#
# After `seventy-fo` comes `u`. How do you know? You remember what you have read. A recurrent net does the same: it reads
# one letter at a time, carries a memory along, and says which letter comes next. Ours learns the number words from *zero*
# to *ninety-nine*, all but thirteen of them, and then has to spell those.

# %% [markdown] zh
# # 小 LSTM 学拼写
#
# `seventy-fo` 后面是 `u`。你怎么知道的？因为你记得刚才读过什么。循环网络也是这样：一次读一个字母，带着记忆往前走，说出下一个字母是什么。我们的网络学习从 *zero* 到 *ninety-nine* 的英文数词，只留下十三个不给它看，最后让它把这十三个拼出来。

# %%
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

_ = torch.manual_seed(0)

# %% [markdown] en
# ## The words
#
# No file is needed: the words follow rules, and that is why a net can learn them. A dot marks the beginning and the end.

# %% [markdown] zh
# ## 词
#
# 不需要任何文件：这些词有规律，所以网络才学得会。句点表示开头和结尾。

# %%
small = "zero one two three four five six seven eight nine ten eleven twelve".split()
small += "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
words = small + [ten + ("-" + small[one] if one else "") for ten in tens for one in range(10)]
hidden_words = words[23::6]
known = [word for word in words if word not in hidden_words]
print(len(words), len(known), words[42])
hidden_words

# %%
letters = sorted(set("".join(words))) + ["."]
number_of = {letter: place for place, letter in enumerate(letters)}
end = number_of["."]
print(len(letters), "".join(letters))
plt.hist([len(word) for word in words], bins=11, range=(2.5, 13.5))
plt.xlabel("letters in a word")
plt.ylabel("words")
plt.show()

# %% [markdown] en
# ## Words become a tensor
#
# In every row: a dot, then the word. The wanted answer is the same, shifted by one: the word, then a dot. Shorter words
# are filled up, and the loss skips the places with $-1$.

# %% [markdown] zh
# ## 词变成张量
#
# 每一行：先是句点，然后是词。想要的答案就是往前错开一位：先是词，然后是句点。较短的词要补齐，损失会跳过写着 $-1$ 的位置。

# %%
def encoded(some_words):
    longest = max(len(word) for word in some_words) + 1
    x = torch.full((len(some_words), longest), end)
    y = torch.full((len(some_words), longest), -1)
    for row, word in enumerate(some_words):
        codes = torch.tensor([number_of[letter] for letter in word])
        x[row, 1 : len(word) + 1] = codes
        y[row, : len(word)] = codes
        y[row, len(word)] = end
    return x, y


x, y = encoded(known)
print(x.shape, y.shape)
print("".join(letters[code] for code in x[40]), y[40].tolist())

# %% [markdown] en
# ## One step of an LSTM
#
# From the letter $x_t$ and the last output $h_{t-1}$ four lists are computed: what to write ($i$), what to keep ($f$), the new
# content ($g$), what to show ($o$).
#
# $$c_t = \sigma(f) \odot c_{t-1} + \sigma(i) \odot \tanh(g) \qquad h_t = \sigma(o) \odot \tanh(c_t)$$
#
# PyTorch keeps the four weight matrices in one tall one. Written out, it is seven lines.

# %% [markdown] zh
# ## LSTM 的一步
#
# 由字母 $x_t$ 和上一步的输出 $h_{t-1}$ 算出四组数：写进什么（$i$），留下什么（$f$），新的内容（$g$），亮出什么（$o$）。
#
# $$c_t = \sigma(f) \odot c_{t-1} + \sigma(i) \odot \tanh(g) \qquad h_t = \sigma(o) \odot \tanh(c_t)$$
#
# PyTorch 把四个权重矩阵叠成一个高的。写出来一共七行。

# %%
lstm = nn.LSTM(5, 4, batch_first=True)
for name, weight in lstm.named_parameters():
    print(name, tuple(weight.shape))

reading = torch.randn(1, 6, 5)
h = c = torch.zeros(1, 4)
by_hand = []
with torch.no_grad():
    for step in reading.unbind(1):
        gates = step @ lstm.weight_ih_l0.T + lstm.bias_ih_l0 + h @ lstm.weight_hh_l0.T + lstm.bias_hh_l0
        i, f, g, o = gates.chunk(4, dim=1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        by_hand.append(h)
    outputs, (last_h, last_c) = lstm(reading)
print(outputs.shape, last_h.shape)
print("same:", torch.allclose(torch.stack(by_hand, dim=1), outputs, atol=1e-6))
h

# %% [markdown] en
# ## The speller
#
# An **embedding** gives each letter 16 numbers to be learned, the LSTM reads them, and a linear layer turns each output into
# a score for every letter.

# %% [markdown] zh
# ## 拼写网络
#
# **嵌入**给每个字母 16 个可以学习的数，LSTM 来读它们，再由一个线性层把每个输出变成对每个字母的得分。

# %%
class Speller(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.embedding = nn.Embedding(len(letters), 16)
        self.lstm = nn.LSTM(16, width, batch_first=True)
        self.output = nn.Linear(width, len(letters))

    def forward(self, x, state=None):
        h, state = self.lstm(self.embedding(x), state)
        return self.output(h), state


def loss_of(net, x, y):
    scores, _ = net(x)
    return F.cross_entropy(scores.flatten(0, 1), y.flatten(), ignore_index=-1)


net = Speller(64)
print(net)
f"loss {loss_of(net, x, y).item():.3f}, guessing {torch.tensor(float(len(letters))).log().item():.3f}"

# %%
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
hidden_x, hidden_y = encoded(hidden_words)
curves = {"known words": [], "hidden words": []}
for step in range(121):
    loss = loss_of(net, x, y)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    with torch.no_grad():
        curves["known words"].append(loss.item())
        curves["hidden words"].append(loss_of(net, hidden_x, hidden_y).item())
    if step % 40 == 0:
        print(f"step {step:3d}:", ", ".join(f"{name} {curve[-1]:.3f}" for name, curve in curves.items()))

# %%
for name, curve in curves.items():
    plt.plot(curve, label=name)
plt.xlabel("step")
plt.ylabel("loss")
plt.legend()
plt.show()

# %% [markdown] en
# The loss cannot reach zero: nobody knows which word begins after the dot. And look at the hidden words: their loss
# rises again. The net is learning by heart which words there are, and with that, which there are not: after `twenty-`
# no `th` has ever come. Has it also forgotten how to go on after `twenty-th`?
#
# ## Spelling what it never saw
#
# The net reads the beginning; from there on each letter that it finds likeliest is fed back to it, until the dot. The
# state `(h, c)` is all that it carries along.

# %% [markdown] zh
# 损失到不了零：谁也不知道句点后面会是哪个词。再看没见过的词：它们的损失又升上去了。网络在把有哪些词背下来，也就顺带背下了没有哪些词：`twenty-` 后面从来没出现过 `th`。那么，写出 `twenty-th` 之后该怎么接，它也忘了吗？
#
# ## 拼它没见过的词
#
# 网络先读开头；然后把它认为最可能的字母喂回给它，直到句点。它一路带着的只有状态 `(h, c)`。

# %%
def completed(beginning):
    word, state = beginning, None
    reading = torch.tensor([[end] + [number_of[letter] for letter in beginning]])
    with torch.no_grad():
        while len(word) < 20:
            scores, state = net(reading, state)
            code = scores[0, -1].argmax().item()
            if code == end:
                break
            word += letters[code]
            reading = torch.tensor([[code]])
    return word


right = 0
for word in hidden_words:
    beginning = word[: word.index("-") + 3]
    answer = completed(beginning)
    right += answer == word
    print(f"{beginning:11} -> {answer:15} {'right' if answer == word else 'wanted ' + word}")
print(right, "of", len(hidden_words))

# %% [markdown] en
# ## How sure is it?
#
# Letter by letter through one word: how likely did the net find the letter that really came? It is unsure where a word
# can branch, and sure in between.

# %% [markdown] zh
# ## 它有多大把握？
#
# 一个词逐个字母看过去：真正出现的那个字母，网络觉得有多大可能？词可以分叉的地方它没把握，中间的地方很有把握。

# %%
word = "seventy-eight"
one_x, one_y = encoded([word])
with torch.no_grad():
    scores, _ = net(one_x)
    likely = F.softmax(scores[0], dim=1)
chances = likely[torch.arange(len(word) + 1), one_y[0]]
for letter, chance in zip(word + ".", chances):
    print(letter, f"{chance.item():.2f}", end="  ")
print()

plt.imshow(likely.T, cmap="viridis")
plt.xticks(range(len(word) + 1), ["."] + list(word))
plt.yticks(range(len(letters)), letters)
plt.xlabel("letter just read")
plt.ylabel("next letter")
plt.show()

# %% [markdown] en
# ## Drawing letters by lot
#
# Instead of always taking the likeliest letter, draw one by its probability. Dividing the scores by a **temperature** below
# 1 makes the net more certain, above 1 wilder.

# %% [markdown] zh
# ## 抽签选字母
#
# 不总取最可能的字母，而是按概率抽一个。得分除以小于 1 的**温度**，网络更有把握；大于 1，就更随意。

# %%
def drawn(temperature):
    word, state, code = "", None, end
    with torch.no_grad():
        while len(word) < 20:
            scores, state = net(torch.tensor([[code]]), state)
            code = torch.multinomial(F.softmax(scores[0, -1] / temperature, dim=0), 1).item()
            if code == end:
                break
            word += letters[code]
    return word


torch.manual_seed(5)
for temperature in (0.5, 1.0, 2.0):
    print(temperature, *(drawn(temperature) for _ in range(6)))

# %% [markdown] en
# **Try it.** Replace `nn.LSTM` in `Speller` with `nn.GRU` or `nn.RNN` (both return `h, state` as well) and run from
# there: how many hidden words does it spell now? And how small can `width` be?

# %% [markdown] zh
# **试一试。** 把 `Speller` 里的 `nn.LSTM` 换成 `nn.GRU` 或 `nn.RNN`（它们同样返回 `h, state`），从那里重新运行：现在能拼对几个没见过的词？`width` 又能小到多少？
