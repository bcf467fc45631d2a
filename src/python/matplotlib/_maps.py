"""Colour maps as anchors between which colours are mixed: two digits for the place of 256, six for the colour, all hexadecimal."""

CONTINUOUS = {
    "viridis": (
        "00440154 0d481467 1e472a7a 2a443983 3a3e4c8a 5132648e 7d218e8d 8d1e9d89 9922a884 a22ab07f ae3bbb75 c160ca60 d795d840 e9c5e021 f0d8e219 "
        "f6e7e419 fffde725"
    ),
    "plasma": "000d0887 0720068f 1f4b03a1 377100a8 418004a8 5ba31e9a 6eba3388 8ad5536f adef7c51 cafca338 e0fdc527 e9fbd324 fbf2f227 fff0f921",
    "inferno": (
        "00000004 09040314 130e092b 1a180c3c 282f0a5b 33420a68 4057106e 53751b6e 69982766 7ab3325a 92d44842 acef6c23 c2fa9207 c9fc9f07 d1fcae12 "
        "e1f8cd37 e9f4dd4f f4f1f179 fffcffa4"
    ),
    "magma": (
        "00000004 04020109 0c06051a 1b160f3b 25241253 3036106b 36400f74 3e4e117b 4f681c81 69912b81 7db2357b 95d8456c a0e75263 acf2645c b6f8765c "
        "c0fc8961 d8feb67c ebfed89a fffcfdbf"
    ),
    "cividis": "0000224e 11002e6c 16003171 1c123570 23203a6f 3538476c 56585e6d 7d7a7a78 98938e78 afaaa073 cbc7b767 eae9d34e f6f7de3e fbfde334 fffee838",
    "rocket": "0003051a 2435193e 49701f57 6dad1759 92e13342 b6f37651 dbf6b48f fffaebdd",
    "mako": "000b0405 242e1e3b 49413d7b 6d37659e 92348fa7 b640b7ad db8bdab2 ffdef5e5",
    "turbo": (
        "0030123b 0a3b2f80 104040a2 164451bf 1d4664da 244776ee 2a4685fa 304294ff 343d9efe 3c2fb2f4 4a1ad2d2 551ae4b6 5a22ebaa 6238f491 706dfe62 "
        "7a92ff47 81a7fc3a 89bcf534 92d2e935 9eebd339 abfbb838 bafe9029 c3f9751d ceed5510 dadc3b07 e2cc2b04 edb21a01 f8920b01 ff7a0403"
    ),
    "jet": "00000080 1c0000ff 200000ff 5600d8ff 5a02e8f4 6016ffe1 a3eeff09 a6f8f500 a9ffea00 e3ff1300 e8e80000 ff800000",
    "hot": "000b0000 5dff0000 befffe00 ffffffff",
    "cool": "0000ffff ffff00ff",
    "spring": "00ff00ff ffffff00",
    "summer": "00008066 ffffff66",
    "autumn": "00ff0000 ffffff00",
    "winter": "000000ff ff00ff80",
    "rainbow": "008000ff 23396bf9 2f218cf4 4000b5eb 5020d5e1 5e3dead5 6c58f8c9 7b76ffb9 8890feab 9bb6f193 acd9da7d bffeb562 d0ff8c49 dcff6b37 ffff0000",
    "gist_rainbow": "00ff0029 07ff0003 08ff0200 37feff00 6600ff00 9500fffd 9900ecff c40002ff c70e00ff f3fe00ff ffff00bf",
    "hsv": "00ff0000 28ffec00 2df4ff00 5508ff00 5900ff10 5b00ff1b 8100fffc 8200fcff 8600e5ff aa0010ff ae0800ff d7f800fd dbff00ed ffff0018",
    "coolwarm": (
        "003b4cc0 104e68d8 25688aef 31799cf8 3f8caffe 4fa2c1ff 62bbd1f8 72cedaeb 7fdcdddd 8dead5c9 a0f5c4ac bef59c7d d3e9785d efcb3e38 f7c0282f "
        "ffb40426"
    ),
    "bwr": "000000ff 7ffefeff ffff0000",
    "seismic": "0000004c 400101ff 7ffdfdff 80fffdfd bfff0101 ff800000",
    "RdBu": "0067001f 1ab3192c 33d6604d 47ee9677 4ef5a886 66fddbc7 80f6f7f7 99d1e5f0 b293c6de cc4393c3 e62065ab ff053061",
    "RdGy": "0067001f 1ab3192c 31d35a4a 36da6853 4ef5a886 62fcd3bc 6afde1d0 7ffffefe 9adfdfdf b2bbbbbb cd858585 e4505050 ff1a1a1a",
    "RdYlBu": "00a50026 19d62f27 33f46d43 4cfdad60 66fee090 80feffc0 99e0f3f8 b2acdae9 cb76afd2 e54676b5 ff313695",
    "RdYlGn": "00a50026 19d62f27 33f46d43 4cfdad60 66fee08b 80feffbe 99d9ef8b b0abdb6d b5a0d669 cb69be63 e51b9950 ff006837",
    "PiYG": "008e0152 19c41a7c 34df79b0 4df1b7da 65fddeee 7ff7f7f7 99e6f5d0 b4b5df82 cc7fbc41 e64c9121 ff276419",
    "PRGn": "0040004b 1a772b84 339970ab 48bb9cc9 65e6d2e7 7ff7f6f7 99d9f0d3 b3a5da9f cb5db063 e51c7938 ff00441b",
    "BrBG": "00543005 198b500a 33bf812d 4ddfc37e 66f6e8c3 80f4f5f5 99c7eae5 b281cec2 cc35978f e502675f ff003c30",
    "PuOr": "007f3b08 1ab45906 33e08214 4dfdb965 67fee1b9 7ff7f7f6 99d8daeb b4afa8d0 cc8073ac e5552889 ff2d004b",
    "Spectral": "009e0142 19d43d4f 33f46d43 4cfdad60 66fee08b 80ffffbe 99e6f598 b2acdda4 cc66c2a5 e53389bd ff5e4fa2",
    "gray": "00000000 ffffffff",
    "binary": "00ffffff ff000000",
    "Greys": "00ffffff 26ececec 3fdadada 5fbebebe 80959595 c1505050 df252525 ff000000",
    "Blues": "00f7fbff 40c6dbef 609dcae1 8366abd4 9f4292c6 be2272b6 df08519c ff08306b",
    "Greens": "00f7fcf5 20e5f5e0 41c6e8bf 5fa2d99c 8073c476 a040aa5d c61c8540 df006d2c ff00441b",
    "Reds": "00fff5f0 20fee0d2 3bfcc1a8 5efc9474 7cfb6e4e 9ef03d2d bfcb181d dda81016 ff67000d",
    "Oranges": "00fff5eb 20fee6ce 3ffdd1a3 60fdae6a 80fd8c3b 9ff16913 c0d84801 dfa63603 ff7f2704",
    "Purples": "00fcfbfd 22eeecf4 40dadaeb 5fbdbedc 7f9e9bc8 a17f7bb9 de552890 ff3f007d",
    "YlGn": "00ffffe5 1ff7fcba 40d9f0a3 61abdc8d 7c7ec97b a040aa5c bf238443 df006837 ff004529",
    "YlGnBu": "00ffffd9 20edf8b1 3fc8e9b4 5f80cebb 8040b5c4 9f1d91c0 bf225ea8 df253494 ff081d58",
    "YlOrBr": "00ffffe5 20fff7bc 40fee390 61fec24d 80fe9829 99f07818 c0cb4b02 df993404 ff662506",
    "YlOrRd": "00ffffcc 40fed976 61feb04b 7ffd8e3c a0fc4d2a bfe31a1c d6c80723 dfbd0026 ff800026",
    "BuGn": "00f7fcfd 20e5f5f9 40ccece6 6098d8c9 8065c2a3 9e43af78 bf238b45 df006d2c ff00441b",
    "BuPu": "00f7fcfd 23ddeaf3 609ebcda 669ab4d6 7f8c97c6 a38c66af be88439e df810f7c ff4d004b",
    "GnBu": "00f7fcf0 40ccebc5 5fa9ddb5 807accc4 a04db2d3 bd2d8fbf df0868ac ff084081",
    "OrRd": "00fff7ec 21fee7c7 3efdd5a0 5bfdbf88 62fdb881 81fb8b58 a0ef6447 bdd93422 dfb30000 ff7f0000",
    "PuBu": "00fff7fb 1fede7f2 3ed2d2e7 4dbfc9e1 659ebad9 7f75a9cf 8962a2cb a0358fc0 bf0570b0 e004598c ff023858",
    "PuBuGn": "00fff7fb 1fede3f0 40d0d1e6 5fa7bddb 8066a9cf 9e3891c1 bf02818a de016d5b ff014636",
    "PuRd": "00f7f4f9 1fe7e2ef 3fd4bada 5fc995c7 7cdd6ab3 a0e72989 c0cd1256 df980043 ff67001f",
    "RdPu": "00fff7f3 1ffde1de 41fcc4c0 5ffaa0b5 80f767a1 a1db3196 bfae017e e0790177 ff49006a",
    "bone": "00000000 5a4f4f6e bca4c4c4 ffffffff",
    "copper": "00000000 cafa9e64 cfffa267 ffffc77f",
    "pink": "001e0000 04321a1a 05351d1d 0c4b2d2d 15603c3c 308d5a5a 46a96d6d 5dc27e7e 6dc99588 85d2b296 bce8e7b3 e3f5f5e2 ffffffff",
    "gist_heat": "00000000 7fbe0000 a9fe5300 bfff7f00 ffffffff",
    "afmhot": "00000000 40800000 7ffe7e00 bffffe7f ffffffff",
    "terrain": "00333399 260098fe 29009eef 4001cc66 7ffdff99 80fefe98 bf805c54 ffffffff",
    "ocean": "00008000 55000055 aa0080aa ffffffff",
    "gnuplot": (
        "00000000 01100006 0217000d 0524001f 09300038 164b0084 225d01be 286501d5 327102f1 367502f8 3e7e04ff 448405fe 4d8c07f2 529108e6 5b980cc8 "
        "609c0eb3 68a3118c 6ea7146b 7fb42003 80b52000 a2cb4100 afd35200 c6e17700 d3e89000 e4f1b600 f4f9df00 ffffff00"
    ),
    "brg": "000000ff 7ffe0001 ff00ff00",
    "twilight": "00e2d9e2 0adcd9df 16d0d4d9 23beccd2 438fb1c6 607196c1 7d6278bb 925f60b4 a55e49a9 bd5a2d92 cb541e7e d54d176d ea3c114b ff2f1436",
    "cubehelix": (
        "00000000 090e050f 16191129 251a2543 32163b4e 4216574b 4e206840 552b6f39 5d3c7632 634c792f 6f6f7b31 76847a38 81a4794c 8bbc7967 95cc7c86 "
        "9dd381a0 a5d589b8 b1d09ad7 bacaa9e7 c0c6b4ee c9c2c5f3 d0c1d1f3 dbc6e1f1 e5d1edef f0e3f6f0 ffffffff"
    ),
    "Wistia": "00e4ff7a 41ffe719 7fffbd00 beffa100 fffc7f00",
    "nipy_spectral": (
        "00000000 0c700080 0d770088 19870098 1a83009a 260300aa 270000ad 330000dd 400078dd 4c0098dd 5900aaab 6600aa88 72009a08 73009a00 9900ff00 "
        "a5b0ff00 a6bcff00 b3efed00 bfffcd00 ccff9900 d8ff0900 d9fe0000 e5de0000 f2cc0000 f3cc0c0c ffcccccc"
    ),
}
# Colours one by one.
DISCRETE = {
    "tab10": "1f77b4 ff7f0e 2ca02c d62728 9467bd 8c564b e377c2 7f7f7f bcbd22 17becf",
    "tab20": "1f77b4 aec7e8 ff7f0e ffbb78 2ca02c 98df8a d62728 ff9896 9467bd c5b0d5 8c564b c49c94 e377c2 f7b6d2 7f7f7f c7c7c7 bcbd22 dbdb8d 17becf 9edae5",
    "tab20b": "393b79 5254a3 6b6ecf 9c9ede 637939 8ca252 b5cf6b cedb9c 8c6d31 bd9e39 e7ba52 e7cb94 843c39 ad494a d6616b e7969c 7b4173 a55194 ce6dbd de9ed6",
    "tab20c": "3182bd 6baed6 9ecae1 c6dbef e6550d fd8d3c fdae6b fdd0a2 31a354 74c476 a1d99b c7e9c0 756bb1 9e9ac8 bcbddc dadaeb 636363 969696 bdbdbd d9d9d9",
    "Set1": "e41a1c 377eb8 4daf4a 984ea3 ff7f00 ffff33 a65628 f781bf 999999",
    "Set2": "66c2a5 fc8d62 8da0cb e78ac3 a6d854 ffd92f e5c494 b3b3b3",
    "Set3": "8dd3c7 ffffb3 bebada fb8072 80b1d3 fdb462 b3de69 fccde5 d9d9d9 bc80bd ccebc5 ffed6f",
    "Pastel1": "fbb4ae b3cde3 ccebc5 decbe4 fed9a6 ffffcc e5d8bd fddaec f2f2f2",
    "Pastel2": "b3e2cd fdcdac cbd5e8 f4cae4 e6f5c9 fff2ae f1e2cc cccccc",
    "Paired": "a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00 cab2d6 6a3d9a ffff99 b15928",
    "Dark2": "1b9e77 d95f02 7570b3 e7298a 66a61e e6ab02 a6761d 666666",
    "Accent": "7fc97f beaed4 fdc086 ffff99 386cb0 f0027f bf5b17 666666",
}
