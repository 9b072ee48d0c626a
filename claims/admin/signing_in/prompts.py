"""Pages that ask who somebody is, in the place of whatever else they wanted."""

from __future__ import annotations

from http import HTTPStatus

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from claims.admin.access import editor_of
from claims.admin.signing_in import held_form, passkeys
from claims.admin.signing_in.codes import has_second_factor
from claims.admin.signing_in.forms import PasswordForm, ProofForm, is_refused_for_now
from claims.admin.signing_in.limits import WAIT

Context = dict[str, object]


def again(request: HttpRequest, context: Context) -> HttpResponse:
    """In the place of a page that asks for a fresh proof; a form that was sent is held."""
    if not held_form.is_held(request):
        back = request.get_full_path() if request.method == "GET" else reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('admin:prove_again')}?{held_form.query(back)}")
    more = {**context, **held_form.before_signing_in(request)}
    answer = proof_again(request, proof_form(request, None), more)
    answer.status_code = HTTPStatus.FORBIDDEN
    return answer


def proof_form(request: HttpRequest, typed: QueryDict | None) -> ProofForm | PasswordForm:
    """What somebody can prove who they are by; those who have a second factor, by that alone."""
    made = ProofForm if has_second_factor(request.user) else PasswordForm
    return made(typed, request=request, person=editor_of(request))


def proof_again(request: HttpRequest, form: Form, context: Context) -> HttpResponse:
    by_key = isinstance(form, ProofForm)
    more = {
        "title": _("Is it you?"),
        "again": True,
        "question": passkeys.asked(request.user) if by_key else "",
        "address": reverse("admin:prove_again"),
    }
    return page("proof", request, form, {**context, **more})


def page(name: str, request: HttpRequest, form: Form, context: Context) -> HttpResponse:
    told = {"next": next_of(request), **held_form.while_signing_in(request), "form": form}
    words = render_to_string(f"admin/claims/signing_in/{name}.html", {**told, **context}, request)
    answer = HttpResponse(words)
    if is_refused_for_now(form):
        answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
        answer["Retry-After"] = str(WAIT)
    return answer


def next_of(request: HttpRequest) -> str:
    """A page of the desk; its first one where something else is asked for."""
    desk = reverse("admin:index")
    to = request.POST.get("next") or request.GET.get("next") or desk
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None) and to.startswith(desk)
    return to if ours else desk
