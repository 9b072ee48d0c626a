"""What a site needs before it is tormented: published claims, and editors who are signed in.

    python -m tests.faults.seed EDITORS

Prints, for each editor, the key of a claim of their own, its uid, and the cookie of a session.
"""

import json
import sys

import django


def seed(editors):
    from django.test import Client

    from claims.domain.roles import Role
    from tests.admin.desk import signed_in
    from tests.builders import a_claim, an_editor, an_event, published

    event = an_event()
    for n in range(editors):
        claim = published(a_claim(f"Claim {n} was made.", event=event))
        client = signed_in(Client(), an_editor(f"editor-{n}", role=Role.EDITOR))
        yield [claim.pk, claim.uid, client.cookies["sessionid"].value]


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(list(seed(int(sys.argv[1])))))
