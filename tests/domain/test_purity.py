import subprocess
import sys

EVERY_MODULE = """
import importlib, pkgutil, sys
import claims.domain
for module in pkgutil.walk_packages(claims.domain.__path__, "claims.domain."):
    if "reconciliation" not in module.name:
        importlib.import_module(module.name)
allowed = sys.stdlib_module_names | {"claims"}
found = {name.partition(".")[0] for name in sys.modules} - allowed - BEFORE
print(sorted(name for name in found if not name.startswith("_sysconfigdata")))
"""


def test_the_domain_imports_the_standard_library_alone():
    before = "import sys; BEFORE = {name.partition('.')[0] for name in sys.modules}\n"

    run = subprocess.run(
        [sys.executable, "-c", before + EVERY_MODULE], capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "[]"
