"""pandas further: groups by several keys, joins, pivots, windows, dates, classes, columns written to."""

import io

import numpy as np
import pandas as pd

df = pd.DataFrame({"team": list("ABABC"), "sex": list("mfmff"), "pts": [10, 15, 20, 5, 8], "reb": [1.5, 2, 3, np.nan, 5]})
df.info()
print(df.groupby(["team", "sex"])["pts"].sum(), df.groupby("team").agg({"pts": ["mean", "max"], "reb": "sum"}), df.groupby("team").agg(total=("pts", "sum"), n=("reb", "size")), df.groupby("team")["pts"].transform("mean"), df.groupby(["team", "sex"]).size().reset_index(name="n"), df.groupby("team", as_index=False)["pts"].sum(), df.groupby(df["pts"] > 9)["reb"].mean(), sep="\n")
print(df.merge(pd.DataFrame({"team": ["A", "D"], "city": ["X", "Y"]}), how="outer"), df.drop_duplicates("team").set_index("team").join(pd.DataFrame({"z": [1]}, index=["A"])), df.pivot_table("pts", index="team", columns="sex", aggfunc="sum"), pd.crosstab(df.team, df.sex), pd.melt(df[["team", "pts", "reb"]], id_vars="team"), sep="\n")
print(df.query('pts > 8 and team == "A"'), df.sort_values(["sex", "pts"], ascending=[True, False]), df.describe(include="all"), df[["pts", "reb"]].corr(), df.set_index("team").loc["A"], df.nlargest(2, "pts"), pd.cut(df["pts"], [0, 9, 30], labels=["lo", "hi"]).tolist(), pd.qcut(df["pts"], 2, labels=False).tolist(), sep="\n")
s = df["pts"]
print(s.rolling(2).mean().tolist(), s.shift(1).tolist(), s.diff().tolist(), s.pct_change().round(3).tolist(), s.rank().tolist(), s.ewm(span=3).mean().round(3).tolist(), df["reb"].interpolate().tolist(), s.cummax().tolist(), np.log(s).round(3), s - 12.5, pd.Series([1, 2], ["a", "b"]) + pd.Series([3, 4], ["b", "c"]), sep="\n")
df["reb"].fillna(0, inplace=True)
df.loc[df.pts > 9, "big"] = 1
print(df, df["team"].values, df[["pts", "reb"]].values.dtype, df["team"].dtype == object, df.loc[0].pts, df.columns[df.columns != "sex"].tolist(), df["team"].str.replace("A", "Z").str.cat if False else df["team"].str.contains("A|B").tolist(), pd.Series(["a b"]).str.split(" ", expand=True))
table = pd.read_csv(io.StringIO("Date,Close\n2020-01-01,1.5\n2020-01-02,2.5\n2020-02-03,3.5"), parse_dates=["Date"])
print(table, table["Date"].dt.month.tolist(), table.set_index("Date"), (table["Date"].max() - table["Date"].min()).days, pd.date_range("2020-01-30", periods=3), pd.to_datetime("2020-01-02").year, table.groupby(table["Date"].dt.month)["Close"].mean(), pd.Series(np.linspace(-1, 1, 100)), pd.DataFrame({"v": [250000.0, 1250000.0]}).describe(), sep="\n")
