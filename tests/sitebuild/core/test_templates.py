from jinja2 import DictLoader, Environment

from sitebuild.core.templates import Compiled


def rendered(cache, text):
    """Render a template as a new environment, as MkDocs makes them; return the text and how often it was compiled."""
    env = Environment(loader=DictLoader({"one": text}))
    env.bytecode_cache, compiled = cache, []
    own = env.compile
    env.compile = lambda *words, **more: compiled.append(words) or own(*words, **more)
    return env.get_template("one").render(name="x"), len(compiled)


def test_a_template_is_compiled_once_for_all_environments_and_again_when_its_text_changes():
    cache = Compiled()
    assert rendered(cache, "a {{ name }}") == ("a x", 1)
    assert rendered(cache, "a {{ name }}") == ("a x", 0)
    assert rendered(cache, "b {{ name }}") == ("b x", 1)
