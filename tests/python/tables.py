"""pandas' tables: made, shown, selected, counted, changed, read and written."""

import io

import numpy as np
import pandas as pd

df = pd.DataFrame({"name": ["Ann", "Bob", "Cid", "Dan"], "age": [30, 25, None, 41], "city": ["X", "Y", "X", None], "score": [1.5, 2.0, 3.25, 4.0]})
print(df)
print(df.shape, df.columns.tolist(), len(df), df.dtypes.tolist() if False else df["age"].dtype, df["name"].dtype)
print(df.head(2))
print(df["age"])
print(df[["name", "score"]])
print(df[df["score"] > 1.8])
print(df.iloc[0]["name"], df.iloc[1, 3], df.loc[2, "score"], df.iloc[:2, 1:3].shape, df.loc[df["city"] == "X", "name"].tolist(), df.iloc[-1].tolist()[3])
print(df.describe())
print(df["city"].value_counts())
print(df.isna().sum())
print(df.fillna({"age": 0, "city": "?"}))
print(df.dropna())
print(df["age"].mean(), df["score"].std(), df["score"].median(), df["score"].max(), df["age"].fillna(df["age"].mean()).tolist(), df["city"].nunique(), df["city"].map({"X": 1, "Y": 2}).tolist())
print(pd.get_dummies(df["city"]))
print(pd.get_dummies(df[["city", "score"]]).columns.tolist())
df["double"] = df["score"] * 2
df.loc[0, "score"] = 9.0
print(df.drop(columns=["city"]).columns.tolist(), df.drop(0).index.tolist(), df.rename(columns={"age": "years"}).columns.tolist(), df.sort_values("score", ascending=False)["name"].tolist(), df.set_index("name").loc["Bob", "double"], df.reset_index(drop=True).shape)
print(df[["score", "double"]].values, df[["score", "double"]].to_numpy().dtype, df["score"].values.sum(), df[["score"]].mean().tolist(), df[["score", "double"]].sum(axis=1).tolist(), df["name"].str.lower().tolist(), df["name"].apply(len).tolist())
print(df.groupby("city")["score"].mean())
print(pd.concat([df[["name"]], df[["name"]]], ignore_index=True).shape, pd.DataFrame(np.arange(6).reshape(2, 3), columns=list("abc")), pd.DataFrame([[1, 2], [3, 4]]).T.iloc[0].tolist(), pd.DataFrame([{"a": 1}, {"a": 2, "b": 3}]))
text = io.StringIO("a,b,c\n1,2.5,x\n2,,y\n3,4.5,z\n")
table = pd.read_csv(text)
print(table, table.to_csv(index=False).splitlines()[2], table["b"].isna().tolist(), table.astype({"a": float})["a"].tolist())
print(pd.Series([3, 1, 2], index=["x", "y", "z"]), pd.Series([1.0, 2.0]) + 1, pd.Series([1, 2, 3])[1], (pd.Series([1, 2, 3]) > 1).tolist(), table["c"].unique().tolist() if hasattr(table["c"].unique(), "tolist") else list(table["c"].unique()))
print("<table" in df._repr_html_(), table.iloc[:, :-1].shape, table.select_dtypes("number").columns.tolist(), [row.a for row in table.itertuples()], table.corr(numeric_only=True).iloc[0, 0], pd.DataFrame({"x": range(100)}))
for mistake in (lambda: df["nothing"], lambda: df.iloc[9], lambda: df.drop(columns="q"), lambda: pd.DataFrame({"a": [1], "b": [1, 2]}), lambda: bool(df["age"])):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__)
