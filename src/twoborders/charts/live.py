"""A figure that moves: what stands still is drawn once, what moves is drawn on top for each picture."""

import io
from collections.abc import Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

#: So many backgrounds are kept, one for each set of axis limits that was seen lately (about 1 MB each).
KEPT = 12
#: Flat colours and grey type need no more; the picture has a third of the bytes.
PALETTE = 64


class LiveFigure:
    """Draws ``moving`` artists over the rest of ``figure``, which is drawn only when it changes.

    Type costs most of the time of a drawing, and nearly all type stands still. The rest is drawn again when
    the limits of an axes change; nothing else of it may change.
    """

    def __init__(self, figure: Figure, moving: Iterable[Artist]):
        self.figure = figure
        self._moving = sorted(moving, key=lambda artist: artist.get_zorder())
        self._backgrounds: dict[tuple, object] = {}
        for artist in self._moving:
            # A drawing of the whole figure leaves out what is animated.
            artist.set_animated(True)

    def png(self) -> bytes:
        """The figure as it is now; the same figure gives the same bytes."""
        canvas = self.figure.canvas
        assert isinstance(canvas, FigureCanvasAgg), "only a canvas of pixels keeps its background"
        key = tuple(end for axes in self.figure.axes for end in (*axes.get_xlim(), *axes.get_ylim()))
        if key not in self._backgrounds:
            canvas.draw()
            while len(self._backgrounds) >= KEPT:
                del self._backgrounds[next(iter(self._backgrounds))]
            self._backgrounds[key] = canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._backgrounds[key])
        for artist in self._moving:
            self.figure.draw_artist(artist)
        buffer = io.BytesIO()
        _few_colours(Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")).save(buffer, "png")
        return buffer.getvalue()


def _few_colours(picture: Image.Image) -> Image.Image:
    few = picture.quantize(PALETTE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The quick method mixes the white of the paper with the palest greys; the corner is always paper.
    corner = (0, 0, 1, 1)
    paper, palette = few.crop(corner).tobytes()[0], few.getpalette() or []
    palette[3 * paper : 3 * paper + 3] = picture.crop(corner).tobytes()
    few.putpalette(palette)
    return few
