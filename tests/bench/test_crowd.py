"""The crowd of the benchmark: everybody in it is heard and answered, by the tutor and beside a bot that only hears."""

from bot.bench import crowd


async def test_a_small_crowd_is_measured_beside_a_bare_bot() -> None:
    found = await crowd.measure(students=12, rounds=1)
    for span in ("same_instant", "half_a_second"):
        seen = found[span]
        assert seen["acknowledged_ms"]["runs"] == seen["answered_ms"]["runs"] == seen["bare_ms"]["runs"] == 12
        assert 0 < seen["acknowledged_ms"]["p50"] <= seen["answered_ms"]["p95"]
        assert seen["acknowledged_to_bare"] > 0
