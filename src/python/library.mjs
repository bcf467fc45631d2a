// Makes the interpreter's library: Python's own without what no program here needs, and our packages, compiled, in one archive that
// is read where it lies: node library.mjs INTERPRETER PACKAGES OUT
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [interpreter, packages, out] = process.argv.slice(2).map(path => resolve(path));
const { loadPyodide } = await import(pathToFileURL(resolve(interpreter, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: interpreter + "/" });
python.mountNodeFS("/packages", packages);
python.mountNodeFS("/interpreter", interpreter);
const archive = python.runPython(`
import importlib.util, io, marshal, os, re, zipfile

LEFT_OUT = re.compile(r"""(idlelib|tkinter|turtledemo|test|xmlrpc|wsgiref|multiprocessing|ctypes|sqlite3|ensurepip|venv|_pyrepl|curses
    |dbm|xml|pydoc_data|email/mime|compression/zstd|concurrent/interpreters|concurrent/futures/(process|interpreter)|unittest|asyncio/(windows\\w*|unix_events|subprocess))/.*
    |(mailbox|imaplib|smtplib|poplib|ftplib|nturl2path|pydoc|doctest|cProfile|profile|pstats|pdb|bdb|cmd|webbrowser|http/server
    |http/cookiejar|http/cookies|socketserver|pickletools|modulefinder|pyclbr|tabnanny|trace|tracemalloc|this|antigravity|pty|tty|rlcompleter|optparse
    |getopt|netrc|plistlib|mimetypes|wave|sched|zipapp|_pydatetime|_pydecimal|_pyio|symtable|turtle|compileall|filecmp|fileinput
    |asyncio/windows\\w*)\\.py
    |encodings/(cp(?!437|1252)|mac_|iso2022|euc|big5|gb(?!k|18030)|shift|koi|hz|johab|ptcp154|kz1048|tis_620|palmos|hp_roman8|iso8859_(?!1\\.|15)).*""", re.X)

def compiled(source, name):
    """As \`py_compile\` writes it, unchecked: what is in the archive never changes."""
    code = lean(compile(source, "/lib/python314.zip/" + name, "exec", dont_inherit=True, optimize=2))
    return importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)

def lean(code):
    """The same with one line for each function, its first: which line went wrong is told of readers' code alone. The table's form:
    Python's InternalDocs/code_objects.md, an entry without columns for eight units at most, as far from the line before as 0."""
    units = len(code.co_code) // 2
    lines = b"".join(bytes([0x80 | 13 << 3 | min(units - start, 8) - 1, 0]) for start in range(0, units, 8))
    inner = tuple(lean(one) if isinstance(one, type(code)) else one for one in code.co_consts)
    return code.replace(co_consts=inner, co_linetable=lines)

def files():
    with zipfile.ZipFile("/interpreter/python_stdlib.zip") as library:
        for name in library.namelist():
            if not name.endswith("/") and not LEFT_OUT.fullmatch(name):
                yield name, library.read(name)
    for folder, _, names in os.walk("/packages"):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                yield os.path.relpath(path, "/packages"), file.read()

out = io.BytesIO()
with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
    for name, content in sorted(files()):
        if name.endswith(".py"):
            name, content = name + "c", compiled(content, name)
        elif name.endswith((".pyc", ".mjs", ".a", ".exe")):
            continue
        archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
out.getvalue()
`);
await writeFile(out, archive.toJs());
