/** Small things that fill the slots of other seeds. */
const list = (words: string): readonly string[] => words.split(',').map((word) => word.trim());

export const FIRST_NAMES =
  list(`Amara, Bogdan, Celia, Dmitri, Eleni, Farid, Greta, Hiroshi, Ingrid, Jomo, Katya, Liam, Mireille,
  Nuno, Odile, Priya, Quentin, Rosa, Sanjay, Tove, Umar, Valeria, Wen, Ximena, Yusuf, Zofia, Anselm, Beatrix, Cormac, Dalia,
  Emeka, Freya, Gideon, Halima, Ivo, Jasmin, Kofi, Leilani, Mateo, Nadia, Oskar, Paloma, Ruben, Signe, Tariq, Ulla, Viktor, Yara`);

export const SURNAMES =
  list(`Abara, Brandt, Castellano, Dvorak, Eriksen, Ferreira, Gallagher, Haddad, Ishikawa, Jansen, Kowalski,
  Lindqvist, Moreau, Nakamura, Okafor, Petrov, Quispe, Rahman, Santos, Takahashi, Uribe, Varga, Whitlock, Yilmaz, Zeller,
  Ashdown, Bellini, Carver, Duarte, Engel, Fontaine, Greenhalgh, Holm, Iversen, Kaplan, Larkin, Mbeki, Novak, Orlov, Pritchard`);

export const CITIES =
  list(`Lisbon, Tromsø, Kraków, Ghent, Porto Alegre, Nairobi, Osaka, Bergen, Valparaíso, Marseille, Leeds, Tbilisi,
  Hanoi, Galway, Turin, Utrecht, Casablanca, Montevideo, Adelaide, Riga, Salzburg, Cork, Dakar, Lucknow, Kyoto, Malmö, Izmir,
  Quito, Halifax, Aarhus, Bilbao, Tampere, Windhoek, Nagoya, Bordeaux, Gdańsk, Dundee, Pune, Trieste, Bruges`);

export const ITEMS =
  list(`espresso grinder, oak bookshelf, hiking tent, wool blanket, desk lamp, electric kettle, trail running shoe, garden hose,
  ceramic teapot, noise-cancelling headset, folding bicycle, rain jacket, standing desk, cast-iron pan, yoga mat, baby monitor,
  telescope tripod, label printer, violin case, sewing machine, camping stove, wall clock, picture frame, chess set, air purifier,
  fountain pen, dog harness, mattress topper, bread knife, paint roller, laptop sleeve, thermos flask, piano stool, bird feeder,
  snow shovel, cordless drill, linen curtain, sleeping bag, kitchen scale, water filter, bike pump, desk fan, hammock, door lock`);

export const GOODS =
  list(`lemons, postcards, candles, bricks, tulips, pencils, jars of honey, tickets, marbles, seedlings, batteries, blankets,
  stamps, mugs, keys, buttons, eggs, tiles, notebooks, oysters, lanterns, scarves, ropes, melons, badges, coins, chairs, posters,
  bottles, maps, pillows, roses, shells, spoons, ribbons, beans, cushions, kites, bells, umbrellas`);

export const MONTHS = list(
  'January, February, March, April, May, June, July, August, September, October, November, December',
);

export const WEEKDAYS = list('Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday');
