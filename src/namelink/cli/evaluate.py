"""``evaluate``: how well namelink does on gold of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from namelink.cli.options import BadInput, format_option, gazetteer_option, open_resolver, threshold_option
from namelink.cli.output import echo, print_json, print_table, wants_json
from namelink.cli.values import choice, count, probability
from namelink.cli.written_files import require_free, writing
from namelink.evaluation import Answer, Evaluation, evaluate_file
from namelink.evaluation.gold import KINDS
from namelink.evaluation.plot import draw
from namelink.files import replacing


@click.command()
@click.argument("gold", metavar="GOLD", type=click.Path(exists=True, path_type=Path))
@click.option("--kind", type=choice("kind", KINDS), help="What GOLD is of, where its columns do not say it.")
@click.option(
    "--precision", type=probability("precision"), help="Also say the lowest threshold whose answers are this precise."
)
@click.option("--errors", type=count("errors", 0), default=0, help="Explain the N worst errors and misses.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg", help="Draw it.")
@threshold_option
@gazetteer_option
@format_option
def evaluate(
    gold: Path,
    kind: str | None,
    precision: float | None,
    errors: int,
    plot: Path | None,
    threshold: float,
    indexes: tuple[str, ...],
    form: str | None,
) -> None:
    """Say how well namelink does on GOLD.

    GOLD is a table (CSV or TSV with headings, JSON Lines) of pairs (a, b, same: 1 or 0) or of queries (query, id:
    empty where it names nothing), or annotated texts: a folder of NAME.txt with NAME.gold.jsonl, or one of these.
    """
    if plot and plot.suffix != ".svg":
        raise BadInput(f"{plot}: plots are SVG; give a name that ends in .svg")
    if plot:
        require_free(plot, [] if gold.is_dir() else [gold], indexes)
    found = evaluate_file(gold, open_resolver(indexes), kind=kind, threshold=threshold)
    if plot:
        with writing(plot), replacing(plot) as pending:
            pending.file.write(draw(found, f"{gold.name}: {len(found.scores)} answers to {found.kind}"))
    worst = found.errors()[:errors]
    if wants_json(form):
        figures = found.to_dict()
        if precision is not None:
            at = found.threshold_for(precision)
            figures["at_precision"] = at.to_dict() if at else None
        if errors:
            figures["errors"] = [answer.to_dict() | {"reason": answer.explain()} for answer in worst]
        print_json([figures])
    else:
        _print(found, precision, worst)
    sys.exit(0 if found.rates.right else 1)


def _print(found: Evaluation, precision: float | None, worst: list[Answer]) -> None:
    rates = found.rates
    echo(f"{found.kind}: {len(found.scores)} answers, {rates.wanted} wanted; threshold {rates.threshold}")
    rows = {
        "precision": rates.precision,
        "recall": rates.recall,
        "F1": rates.f1,
        "Brier score": found.brier,
        "calibration error (ECE)": found.calibration_error,
        "ROC AUC": found.roc_auc,
    }
    print_table(["measure", "value"], ([name, _figure(value)] for name, value in rows.items()))
    columns = ["score", "answers", "mean score", "share right"]
    bins = ([f"{b.low:.1f}-{b.high:.1f}", str(b.count), _figure(b.mean), _figure(b.share)] for b in found.bins)
    print_table(columns, bins)
    if precision is not None:
        at = found.threshold_for(precision)
        echo(
            f"precision {precision} from threshold {at.threshold:.4f}: recall {_figure(at.recall)}, F1 {_figure(at.f1)}"
            if at
            else f"precision {precision} is reached at no threshold"
        )
    for answer in worst:
        echo(f"\n{answer.question}\n{_sentence(answer, found.kind)}\n{answer.explain()}")


def _sentence(answer: Answer, kind: str) -> str:
    if kind == "pairs":
        return f"expected {answer.expected}, scored {answer.score:.3f}"
    return f"expected {answer.expected or 'nothing'}, given {answer.given or 'nothing'} with {answer.score:.3f}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
