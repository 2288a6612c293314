"""Text in the fields of BibTeX: what is written comes back, and what others write is read as TeX prints it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.exchange.tex import plain, tex

LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(
        lambda text: " ".join(text.split(" ")).strip()
    )
)
HARD = st.text(st.sampled_from("\\{}$&%#_^~'`\"-,<>?! ab@=中é\u00a0"), max_size=30)


def depths(text: str) -> list[int]:
    depth, found = 0, [0]
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        found.append(depth)
    return found


@given(st.one_of(HARD, st.text(st.characters(exclude_categories=["Cs", "Cc"]))))
def test_what_is_written_comes_back(given_text: str) -> None:
    text = " ".join(part for part in given_text.split(" ") if part)
    written = tex(text)
    assert plain(written) == (text, [])
    for counted in (written, written.replace("\\\\", "").replace("\\{", "").replace("\\}", "")):
        assert min(depths(counted)) == 0
        assert depths(counted)[-1] == 0


@pytest.mark.parametrize("text", ["a\nb", "a\n\nb", "\na", "a\n", "50%\n{"])
def test_line_breaks_come_back(text: str) -> None:
    assert "\n" not in tex(text)
    assert plain(tex(text)) == (text, [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"M{\"u}ller, \'E. \c{c} \v{S}koda {\'\i} \~n \aa{} \O re \ss", "Müller, É. ç Škoda í ñ å Øre ß"),
        (r"``Quoted'' -- and --- `x'", "“Quoted” – and — `x'"),
        (r"{The {NASA} \emph{Report}} \textbf{bold}", "The NASA Report bold"),
        (r"a~b \& 50\% of \$5, \#1 x\_y", "a\u00a0b & 50% of $5, #1 x_y"),
        (r"\url{http://a.b/c_d~e} \href{http://x.y}{text}", "http://a.b/c_d~e text (http://x.y)"),
        (r"$x^2$ and $5", "$x^2$ and $5"),
        ("several\n\tlines", "several lines"),
        (r"\textgreek{\alpha} \copyright 2019", "α ©2019"),
        (r"100% sure", "100% sure"),
    ],
)
def test_text_of_others_is_read_as_tex_prints_it(value: str, text: str) -> None:
    assert plain(value)[0] == text


def test_a_command_that_nobody_knows_is_said() -> None:
    assert plain(r"\smuggle{x} y") == ("x y", ["\\smuggle"])
