"""What anyone may open: the door, the overview, the text, the rules."""

from django.urls import path

from amendments.views import amendment, public, text

urlpatterns = [
    path("", public.home, name="home"),
    path("sign-in/", public.sign_in, name="sign-in"),
    path("sign-in/as/", public.sign_in_as, name="sign-in-as"),
    path("sign-out/", public.sign_out, name="sign-out"),
    path("rules/", public.rules, name="rules"),
    path("c/<slug:congress>/", public.congress, name="congress"),
    path("c/<slug:congress>/rules/", public.congress_rules, name="congress-rules"),
    path("c/<slug:congress>/amendments/", amendment.amendments, name="amendments"),
    path("c/<slug:congress>/A<int:number>/", amendment.amendment, name="amendment"),
    path("c/<slug:congress>/text/<slug:document>/", text.text, name="text"),
    path("c/<slug:congress>/text/<slug:document>/paragraph/<slug:uid>/", text.paragraph, name="paragraph"),
]
