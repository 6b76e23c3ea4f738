"""What a scanner, a photocopier or a phone does to a page, on grey images of 0..255."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Page = NDArray[np.float32]
Chance = np.random.Generator


def skew(page: Page, degrees: float) -> Page:
    """Turn *page* by *degrees* (positive: counter-clockwise); the corners become paper."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=250.0),
        np.float32,
    )


def noise(page: Page, strength: float, chance: Chance) -> Page:
    """Add grain of *strength* grey levels and a few specks of dirt."""
    grain = chance.normal(0, strength, page.shape).astype(np.float32)
    out = page + grain
    height, width = page.shape
    for _ in range(int(strength * 5)):
        x, y = int(chance.integers(width)), int(chance.integers(height))
        cv2.circle(out, (x, y), int(chance.integers(1, 3)), 90.0, -1)
    return out


def blur(page: Page, sigma: float) -> Page:
    """Soften by a Gaussian of *sigma* pixels."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), np.float32)


def fade(page: Page, contrast: float) -> Page:
    """Pull black towards grey: *contrast* 1 leaves the page as it is."""
    return np.asarray(255 - (255 - page) * contrast, np.float32)


def fold(page: Page, at: float) -> Page:
    """Draw the shadow of a fold across the page at the share *at* of its height."""
    height, width = page.shape
    rows = np.arange(height, dtype=np.float32)[:, None]
    columns = np.arange(width, dtype=np.float32)[None, :]
    line = at * height + 4 * np.sin(columns / width * 3)
    distance = rows - line
    dark = 70 * np.exp(-((distance / 2.5) ** 2)) + 28 * np.exp(-np.abs(distance) / (height * 0.02))
    return np.asarray(page - np.where(distance > -4, dark, dark * 0.3), np.float32)


def shade(page: Page, depth: float) -> Page:
    """Darken towards the left edge and the lower right corner by the share *depth*."""
    height, width = page.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    edge = np.exp(-x / (width * 0.06)) + 0.8 * np.clip((x / width + y / height) - 1.3, 0, 1)
    return np.asarray(page * (1 - depth * np.clip(edge, 0, 1)), np.float32)


def holes(page: Page) -> Page:
    """Punch two filing holes at the left edge."""
    height, width = page.shape
    for share in (0.42, 0.58):
        cv2.circle(page, (int(width * 0.035), int(height * share)), int(width * 0.012), 25.0, -1)
    return page


def threshold(page: Page) -> Page:
    """Make the page black and white, as office scanners do."""
    return np.where(page > 150, 255, 0).astype(np.float32)


def photograph(page: Page, chance: Chance) -> NDArray[np.uint8]:
    """Return a colour photo of *page* on a desk: perspective, lamp light, warm tint, noise."""
    height, width = page.shape
    out_w, out_h = int(width * 1.16), int(height * 1.12)
    desk = cv2.GaussianBlur(chance.normal(0, 18, (out_h, out_w)).astype(np.float32), (0, 0), 3)
    scene = np.full((out_h, out_w), 96, np.float32) + desk * 2
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(
        [
            [width * 0.10, height * 0.055],
            [width * 1.075, height * 0.025],
            [width * 1.115, height * 1.075],
            [width * 0.045, height * 1.095],
        ],
        np.float32,
    )
    warp = cv2.getPerspectiveTransform(corners, seen)
    paper = cv2.warpPerspective(page, warp, (out_w, out_h))
    mask = cv2.warpPerspective(np.ones_like(page), warp, (out_w, out_h))
    scene = scene * (1 - mask) + paper * mask
    y, x = np.mgrid[0:out_h, 0:out_w].astype(np.float32)
    light = 1.0 - 0.38 * ((x / out_w - 0.25) ** 2 + (y / out_h - 0.3) ** 2)
    shadow = 1 - 0.22 / (1 + np.exp(-(x + 0.35 * y - 1.12 * out_w) / (out_w * 0.03)))
    scene = blur(scene * light * shadow, 0.7) + chance.normal(0, 2.5, scene.shape)
    warm = np.stack([scene * 0.88, scene * 0.96, scene * 1.0], axis=-1)
    return np.clip(warm, 0, 255).astype(np.uint8)


ONE_ARGUMENT: dict[str, Callable[[Page, float], Page]] = {
    "fade": fade,
    "skew": skew,
    "fold": fold,
    "shade": shade,
    "blur": blur,
}
