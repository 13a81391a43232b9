#!/bin/sh
# Makes the two embedded faces from the full DejaVu fonts.
#
#     npm pack dejavu-fonts-ttf@2.37.3 && tar xzf dejavu-fonts-ttf-2.37.3.tgz
#     pip install fonttools==4.68.0
#     sh assets/fonts/subset.sh package/ttf assets/fonts
#
# Hinting goes, and so do kerning, ligatures and mark placement (GPOS, GSUB,
# kern): the width of a text is then the sum of its advance widths.
set -eu
source=$1
target=$2

# Latin with extensions, modifier letters, marks, Greek, Cyrillic.
letters=U+0020-007E,U+00A0-024F,U+0259,U+02B0-02FF,U+0300-036F
letters=$letters,U+0370-03FF,U+0400-052F,U+1E00-1EFF
# Punctuation, super- and subscripts, currency, letterlike, fractions, digits.
signs=U+2000-206F,U+2070-209F,U+20A0-20CF,U+2100-214F,U+2150-218F
# Arrows, mathematics, circled digits, blocks, shapes.
signs=$signs,U+2190-21FF,U+2200-22FF,U+2460-2473,U+2580-2593,U+25A0-25FF
# Stars, boxes, warning, scales, flags, ticks, crosses, numbers, arrows.
signs=$signs,U+2605-2606,U+2610-2612,U+2639-263B,U+2691,U+2696,U+26A0,U+2713-2718
signs=$signs,U+2776-277F,U+2794,U+2798-279C,U+27F5-27FA,U+FB00-FB04,U+FFFD

bold=U+0020-007E,U+00A0-024F,U+0300-0331,U+0370-03FF,U+0400-045F,U+0490-0491,U+1E00-1EFF
bold=$bold,U+2000-206F,U+20A0-20CF,U+2116,U+2122,U+2190-2199,U+21D2,U+21D4,U+2212,U+2248
bold=$bold,U+2260,U+2264-2265,U+25A0-25A1,U+25B2-25BD,U+25C6-25CF,U+2605,U+2713-2718,U+FFFD

subset() {
    pyftsubset "$source/$1.ttf" --unicodes="$2" --output-file="$target/$1.ttf" \
        --no-hinting --layout-features='' --notdef-outline --name-IDs=0,1,2,3,4,5,6,13,14 \
        --drop-tables+=MATH,GPOS,GSUB,GDEF,kern,FFTM,JSTF,gasp --no-recalc-timestamp --no-glyph-names
    ls -l "$target/$1.ttf" | awk '{ print $5, $NF }'
}

subset DejaVuSans "$letters,$signs"
subset DejaVuSans-Bold "$bold"
