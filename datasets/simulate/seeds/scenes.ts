/**
 * Things that happened, one a line: who | did what | where. Used as material by reading comprehension, summaries,
 * topic classification and chat. The heading is the domain, in words that fit "news about …".
 */
const LINES = `
# the harbour
the lighthouse keeper | repainted the lamp room | on the northern pier
a retired ferry captain | donated her brass compass | to the harbour museum
two apprentice divers | freed a tangled anchor chain | below the grain quay
the fish auctioneer | rang the closing bell an hour early | in the old market hall
a customs officer | discovered crates of smuggled saffron | aboard a coastal freighter
the tugboat crew | pulled a drifting barge to safety | off the breakwater
a rope maker | opened a weekend workshop | beside the dry dock
the harbour master | banned jet skis | inside the inner basin

# gardening
a rose grower | bred a thornless climbing rose | in a walled garden near the abbey
the allotment committee | replaced the leaking water butts | along the lower path
a beekeeper | moved eleven hives | to the clover meadow
the school gardeners | harvested their first purple carrots | behind the gymnasium
a fern collector | lost half of his seedlings to slugs | in the unheated greenhouse
the park wardens | planted a hedge of hawthorn | around the duck pond
an orchard owner | grafted four pear varieties onto one tree | at the edge of the village
the compost club | measured a record temperature | in the third heap

# medicine
a night nurse | noticed a dosing mistake | on the cardiology ward
the visiting physiotherapist | designed a walking plan | for the rehabilitation clinic
a rural midwife | drove forty kilometres through the snow | to a mountain farm
the hospital pharmacist | withdrew a batch of eye drops | from the outpatient desk
a dental student | repaired a chipped crown | at the teaching practice
the ambulance dispatcher | calmed a frightened caller | during the evening shift
an asthma specialist | compared two kinds of inhaler | in a coastal sanatorium
the blood bank | called for donors of a rare type | across the eastern districts

# astronomy
an amateur astronomer | spotted a faint comet | from a balcony in the suburbs
the observatory engineers | realigned the secondary mirror | on the volcano summit
a planetarium guide | dimmed the dome for a meteor lecture | at the science centre
the radio telescope team | recorded an unexplained pulse | in the southern desert
a physics teacher | built a sundial from scrap copper | in the school courtyard
the satellite operators | dodged a piece of debris | above the Indian Ocean
a meteorite hunter | found a fist-sized stone | on a frozen lake
the eclipse tourists | blocked the only road | to the salt flats

# railways
a signal engineer | traced a fault to a chewed cable | outside the junction
the sleeper train | arrived three hours late | at the border station
a station cat | boarded the express | on platform nine
the track inspectors | closed a cracked viaduct | over the gorge
a model railway club | rebuilt the whole timetable of 1957 | in a church basement
the ticket collectors | voted for new uniforms | at their annual meeting
a freight driver | stopped for a stray cow | near the level crossing
the tunnel crew | broke through the last wall of granite | beneath the pass

# cooking
a pastry chef | replaced butter with olive oil | in a seaside restaurant
the soup kitchen | served lentil stew to everyone in the queue | under the railway arches
a spice merchant | mislabelled a sack of cumin | at the covered bazaar
the sourdough baker | revived a starter from 1989 | in the back room of her shop
a cheese judge | disqualified a blue cheese | at the regional fair
the noodle shop owner | raised the price of a bowl | on the harbour side
a cooking class | burned two trays of meringue | in the community kitchen
the vegan caterer | won the contract for the summer banquet | at the town hall

# football
the substitute goalkeeper | saved two penalties | in the cup semi-final
a youth coach | moved practice to sunrise | on the riverside pitch
the groundskeeper | found mole tunnels under the centre circle | at the home stadium
a veteran striker | announced her retirement | after the derby
the referees' association | tried out louder whistles | in the indoor league
a fan club | painted a giant mural | on the away stand
the physio team | shortened the warm-up | before the winter tour
the club treasurer | sold the old floodlights | to a village side

# theatre
the stage manager | lost the only copy of the prompt book | backstage at the opera
a puppet maker | carved a two-headed dragon | for the spring pantomime
the lighting designer | swapped every lamp for a cooler model | in the studio theatre
an understudy | learned the leading role overnight | on a tour bus
the costume department | dyed sixty cloaks by hand | in the cellar
a deaf theatre troupe | premiered a silent tragedy | at the fringe festival
the box office | refunded a whole row of seats | after the flood
a choreographer | set a duet to birdsong | in an empty factory

# banking
a branch manager | approved a loan for a mobile bakery | in the market town
the fraud team | froze a string of odd transfers | over the holiday weekend
an auditor | discovered an unbalanced ledger | at the savings cooperative
the mint | struck a coin with a hidden owl | for its bicentenary
a credit union | cut its overdraft fee | in three rural branches
the pension trustees | sold their shares in coal | at the quarterly meeting
a cashier | recognised a forged signature | at the counter by the door
the currency desk | halted trading for nine minutes | after a power failure

# weather
a storm chaser | filmed a double waterspout | off the western cape
the weather service | replaced its oldest balloon shed | on the plateau
a snowplough driver | cleared the school road twice before dawn | in the upper valley
the flood wardens | stacked sandbags | along the mill stream
a volunteer observer | logged the driest March in memory | at the hill station
the coastguard | warned bathers of a rip current | at the long beach
a vineyard manager | lit frost candles | between the young vines
the lightning network | counted a record number of strikes | over the lake district

# archaeology
a metal detectorist | unearthed a hoard of silver buckles | in a turnip field
the dig team | uncovered a heated floor | beneath the bus depot
a pottery expert | dated the jar to the late Bronze Age | at the university store
the survey drone | revealed the outline of a lost fort | above the dunes
a doctoral student | deciphered a shopping list on lead | in the museum archive
the cave explorers | photographed a row of painted bison | in a sealed chamber
a conservator | freeze-dried a leather shoe | in the coastal laboratory
the heritage office | stopped a car park from being built | on a burial ground

# software
a junior developer | deleted the staging database | on a Friday afternoon
the security team | rotated every signing key | after the phishing test
an open-source maintainer | rejected a patch without tests | on the mailing list
the payments squad | moved the nightly job | to a smaller cluster
a data engineer | found duplicated rows | in the billing warehouse
the help desk | closed a two-year-old ticket | about the blinking printer
a game studio | delayed its launch | because of a memory leak
the accessibility reviewer | failed the new checkout form | in the release audit

# birds
a ringing team | caught a wryneck | on the island observatory
the owl sanctuary | released five barn owls | near the disused quarry
a wildlife photographer | waited nine days for a kingfisher | by the canal
the swift society | fixed nest boxes | under the town hall roof
a pigeon racer | clocked her fastest bird | at the coastal loft
the marsh rangers | flooded two meadows for the lapwings | in early spring
a sound recordist | captured a nightingale duel | beside the motorway
the farmers' union | agreed to leave stubble for the buntings | until February

# cycling
a bike courier | crossed the city in eighteen minutes | during the strike
the velodrome staff | sanded the wooden track | ahead of the championships
a frame builder | welded a tandem for a blind rider | in a shed by the canal
the cycling union | mapped every pothole | in the old town
a mountain biker | broke a collarbone | on the quarry descent
the race marshals | rerouted the peloton | around a burst water main
a bicycle library | lent out its hundredth cargo bike | in the new quarter
the commuter club | demanded lights | along the towpath

# music
a cellist | left a priceless bow | in a taxi
the brass band | rehearsed in the empty swimming pool | during the renovation
an organ builder | replaced nine hundred leather valves | in the cathedral
the choir director | dropped the final hymn | from the Easter programme
a jazz drummer | recorded an album on borrowed drums | in a mountain cabin
the folk archive | digitised its wax cylinders | at the state library
a piano tuner | found love letters | inside a concert grand
the youth orchestra | performed without a conductor | in the botanical garden

# schools
a chemistry teacher | banned mercury thermometers | in the new laboratory
the parents' council | raised money for a minibus | at the autumn fair
a school librarian | waived every overdue fine | before the holidays
the debating society | lost the final on a technicality | in the capital
a caretaker | repaired the century-old bell | in the clock tower
the exam board | withdrew a misprinted paper | from forty schools
a pupil | built a wind gauge from yoghurt pots | for the science fair
the lunch supervisors | introduced a quiet table | in the dining hall

# farming
a dairy farmer | installed a milking robot | in the stone barn
the shepherds' cooperative | sheared four thousand sheep | before midsummer
a vet | treated a llama for sunburn | at the petting farm
the sugar beet growers | waited for a dry week | across the fenland
a goat herder | switched to a solar fence | on the hillside
the grain inspector | rejected a damp load of barley | at the river silo
a mushroom farmer | converted an air-raid shelter | under the hill
the ploughing champion | won with a horse team | at the county show

# law
a small-claims judge | dismissed a case about a fence | in the district court
the law clinic | drafted wills free of charge | at the community centre
a court stenographer | corrected a misheard testimony | after the recess
the patent office | refused an application for a square wheel | in a two-page letter
a notary | witnessed the sale of the island inn | by candlelight
the ombudsman | criticised the parking department | in her yearly report
a juror | fell asleep during the closing speech | in courtroom four
the tenants' lawyer | froze the eviction of a florist | at the last minute

# aviation
a glider pilot | landed safely in a potato field | south of the airfield
the ground crew | de-iced twenty aircraft | before the morning wave
an air traffic controller | spoke a lost student pilot down | through thick fog
the museum volunteers | restored the cockpit of a flying boat | in hangar two
a flight attendant | delivered a baby | somewhere above Greenland
the baggage team | found a lost violin | behind the conveyor belt
a balloonist | drifted across the border | without a passport
the runway inspectors | chased a family of hares | off the grass strip

# fashion
a milliner | made a hat from recycled sails | for the spring races
the shoe repairer | resoled a pair of army boots | at the corner kiosk
a knitwear designer | mixed nettle fibre with wool | in an island studio
the textile museum | displayed a coat of fish skin | in the winter gallery
a tailor | shortened forty choir robes | in one weekend
the denim factory | cut its water use by half | after installing a new dye line
a jeweller | reset a family opal | behind the cathedral
the second-hand market | moved to a heated hall | near the tram depot

# energy
a hydropower engineer | lowered the reservoir | ahead of the spring melt
the wind farm crew | replaced a cracked blade | on turbine seven
a village cooperative | connected its own solar roof | to the school
the grid operator | asked bakeries to start later | during the cold spell
a chimney sweep | reported a blocked flue | at the youth hostel
the gas fitters | repaired a leak | under the market square
a battery researcher | doubled the life of a sodium cell | in a basement laboratory
the lamp post inspectors | switched off every third light | on the ring road

# libraries
a night librarian | found a pressed orchid | inside a dictionary
the mobile library | added a Saturday stop | at the quarry village
a bookbinder | restored a water-damaged atlas | in the attic workshop
the reading group | gave up on an endless novel | after chapter six
a map curator | spotted a forged island | on a sea chart
the interlending desk | returned a book after fifty years | to a convent
a translator | discovered a missing stanza | in a private collection
the children's section | banned no book at all | in its new policy

# chess
a nine-year-old prodigy | drew against the champion | in a simultaneous exhibition
the chess federation | replaced its wooden clocks | before the olympiad
a street player | won six games in a row | beside the fountain
the arbiter | forfeited a player for a ringing phone | in the final round
a chess composer | published a mate in eleven | in the evening paper
the prison team | beat the police side | by a single point
a grandmaster | resigned one move before a stalemate trick | in the coastal open
the school league | switched to Sunday mornings | for the winter term

# mountains
a hut warden | melted snow for thirty guests | on the glacier edge
the rescue dogs | located two lost skiers | below the ridge
a climber | dropped her only headlamp | halfway up the north face
the trail volunteers | rebuilt a footbridge | over the torrent
a geologist | measured a widening crack | above the hamlet
the cable car company | replaced its main rope | during the quiet season
an avalanche forecaster | raised the warning level | for the western slopes
the alpine club | removed an old iron cross | from the summit

# museums
a museum guard | caught a mouse in the porcelain room | during the night round
the curators | rehung the portraits in order of birth | on the second floor
a glass restorer | reassembled a shattered lamp | for the design exhibition
the toy museum | borrowed a clockwork elephant | from a rival town
a sculptor | objected to the new spotlights | in the marble hall
the ticket office | introduced free Wednesdays | for pensioners
a painting conservator | uncovered a hidden dog | beneath the varnish
the whale skeleton | was lowered from the ceiling | for its first cleaning

# shopping
a toy shop owner | sold the last wooden train | on the morning of the parade
the supermarket | moved the sweets away from the tills | in its pilot store
a market trader | weighed the cherries twice | for a doubtful customer
the returns desk | accepted a tent without its poles | after the long weekend
a bookshop | let customers name their price | on its final day
the furniture store | recalled a wobbly bunk bed | across the region
a florist | delivered tulips to the wrong wedding | on a rainy Saturday
the pawnbroker | returned a stolen accordion | to its owner

# chemistry
a paint chemist | removed the last lead compound | from the marine range
the water laboratory | detected traces of copper | in the village fountain
a perfume maker | recreated the smell of wet slate | in her attic
the safety officer | sealed a bottle of unstable ether | in the fume cupboard
a glue manufacturer | tested a starch adhesive | on cardboard boxes
the crystallography group | solved a protein from a snail | at the synchrotron
a soap maker | ruined a batch with hard water | at the country fair
the battery plant | recycled a tonne of nickel | in its first week

# rivers
a lock keeper | raised the water for a wedding barge | at the staircase locks
the otter survey | counted a mother and three cubs | under the iron bridge
a canoe instructor | rescued a floating piano | below the weir
the river board | removed a rusted sluice | upstream of the mill
an eel fisher | repaired his willow traps | in the reed beds
the dredging company | struck a sunken tram | at the old ferry landing
a toll collector | retired after forty summers | on the chain bridge
the rowing club | postponed its regatta | because of floating ice

# housing
a plasterer | exposed a medieval wall painting | in a rented flat
the tenants of the tower | repaired the lift by themselves | in the northern estate
a surveyor | measured a leaning chimney | on the terrace by the mill
the housing office | converted a barracks into studios | for nurses
a locksmith | opened a safe that nobody had ordered | in an empty villa
the roofers | left a skylight uncovered | during the thunderstorm
a carpenter | fitted a staircase without nails | in the pilgrims' hostel
the concierge | adopted a parrot | from a tenant who moved away

# post
a letter carrier | delivered a card addressed only to Grandma | in the upper village
the sorting centre | found a parcel posted in 1974 | behind a boiler
a stamp designer | hid her initials | in a picture of a heron
the courier firm | tried out cargo trams | between two depots
a post office clerk | translated a customs form | for a family of jugglers
the parcel locker | froze shut | at the ski station
a pen-friend club | counted members in sixty countries | at its jubilee
the stamp fair | sold a misprinted airmail | for a record price

# genetics
a plant geneticist | sequenced the genome of an ancient lentil | in the basement core facility
the newborn screening team | shortened its waiting time to four days | at the regional laboratory
a fruit-fly researcher | lost a mutant strain to a broken incubator | on the fifth floor
the gene bank | duplicated its barley collection | in an Arctic vault
a bioinformatician | found a swapped label in the cohort | on the computing cluster
the ethics panel | rejected a study of twins | after two hearings
a cattle breeder | traced a rare disease to one bull | in the herd book
the forensic unit | identified a sailor by his great-niece | after eighty years

# robotics
a welding robot | stopped because of a moth on its sensor | in the chassis hall
the exoskeleton engineers | halved the weight of the knee joint | at the rehabilitation lab
a warehouse robot | mapped the aisle twice in one night | after a firmware update
the underwater rover | photographed a vent field | three kilometres down
a robotics student | taught a gripper to fold towels | in the mechatronics course
the calibration crew | corrected a drift of two millimetres | on the paint line
a surgical robot | passed its sterilisation audit | in operating room six
the robot football team | lost to its own goalkeeper | at the world cup

# insurance
an actuary | raised the hail premium for greenhouses | in the lowland tariff
the claims department | paid for a piano that fell off a ferry | after a site visit
a loss adjuster | measured scorch marks | in the burnt sawmill
the reinsurer | excluded volcanic ash from its treaty | at the renewal talks
a broker | insured the voice of a soprano | for a single season
the fraud examiner | noticed one photograph in three claims | in the motor file
the health fund | reimbursed hearing tests | for members under ten
an underwriter | declined to cover a tightrope walk | between two silos

# seismology
a seismologist | located a tremor under the reservoir | with nine stations
the tsunami buoy | transmitted a false wave | after a ship had hit it
the fault survey | dated an old rupture by charcoal | in a trench by the highway
a borehole team | recovered two hundred metres of core | from the lava plateau
the early-warning office | gained six seconds | through a denser network
a volcano observer | reported a rise in sulphur | at the eastern crater
the bridge engineers | installed dampers | on the southern pylons
a vibration sensor | recorded the crowd of a rock concert | in the stadium district

# camping
a scout leader | lit the fire with a single match | in the drizzle
the campsite owner | painted numbers on every pitch | before the summer rush
a family of badgers | emptied the cool box | beside the blue caravan
the hammock club | slept between the same two beeches | for a whole week
a solo camper | mistook the owl for a siren | in the pine forest
the tent maker | tested a dome under a fire hose | behind the factory
two hikers | dried their socks over the stove | in the ranger's cabin
the lake warden | fined a barbecue on the jetty | during the drought

# pets
a parrot | learned the ringtone of the vet | in the waiting room
the cat rescue | placed nineteen kittens | before Christmas
a dog groomer | shaved a heart into a poodle | by mistake
the aquarium club | swapped guppies for snails | in the parish hall
a rabbit | chewed through the cable of the Christmas lights | under the sofa
the dog school | moved to the old tennis court | after complaints
a tortoise | crossed the main road | during rush hour
the pet cemetery | planted a row of birches | along the wall

# weddings
a wedding singer | forgot the name of the groom | during the toast
the registrar | married a couple on a ferris wheel | at the spring fair
a seamstress | let out the bridal gown | an hour before the ceremony
the photographer's drone | landed in the cake | in the castle garden
two bakers | exchanged rings made of sugar | in their own shop
the best man | lost his speech in a taxi | on the way to the chapel
the brass quintet | arrived at the wrong island | with eleven minutes to spare
a flower girl | fed the petals to a pony | by the church gate

# dancing
a tango teacher | replaced the record player by an accordionist | in the cellar bar
the ballet school | cancelled its matinee | because of a broken heel
a tap dancer | wore out the third floor of the year | in the railway theatre
the village ball | ended with a polka at sunrise | in the barn
a ballroom couple | won in borrowed shoes | at the seaside open
the folk dance circle | taught a quadrille to the fire brigade | on the green
a street dancer | spun on his head for a minute | outside the bank
the senior disco | asked for slower songs | at the day centre

# drone deliveries
a drone pilot | dropped a defibrillator within four minutes | at the lakeside campsite
the delivery start-up | grounded its drones after a gust | over the orchard district
a village pharmacy | received insulin by drone | across the flooded valley
the aviation regulator | licensed a drone corridor | between two hospitals
a rooftop café | took its coffee beans from a landing pad | in the tower quarter
the drone mechanics | replaced every folding propeller | at the depot on the hill
a falcon | attacked a parcel drone | beside the observatory
the noise inspectors | measured the hum of forty drones | along the delivery route

# vertical farms
a salad grower | stacked nine storeys of lettuce | in a former car park
the vertical farm | halved its lighting bill | with a new shade of red
a basil breeder | shortened the harvest cycle | on the seventh tier
the hydroponics crew | flushed a blocked nutrient line | in the warehouse farm
a supermarket chain | ordered strawberries grown under lamps | for its winter range
the crop robots | misjudged a tray of radishes | on the conveyor
an investor | toured the glass towers | at the edge of the port
the air sensors | reported too little carbon dioxide | in the spinach hall
`;

export interface Scene {
  readonly domain: string;
  readonly who: string;
  readonly deed: string;
  readonly place: string;
}

/** Domains that nobody asks about before the last part of the recorded weeks: the drift in the data. */
export const NEW_DOMAINS: readonly string[] = ['drone deliveries', 'vertical farms'];

/** Domains that only specialists write about: prompts about them are harder for every model. */
export const SPECIALIST_DOMAINS: readonly string[] = [
  'medicine',
  'astronomy',
  'railways',
  'banking',
  'weather',
  'archaeology',
  'software',
  'law',
  'aviation',
  'energy',
  'chemistry',
  'genetics',
  'robotics',
  'insurance',
  'seismology',
  'drone deliveries',
];

export const SCENES: readonly Scene[] = parse(LINES);

function parse(lines: string): readonly Scene[] {
  const scenes: Scene[] = [];
  let domain = '';
  for (const line of lines.split('\n')) {
    if (line.startsWith('# ')) domain = line.slice(2);
    if (!line.includes(' | ')) continue;
    const [who, deed, place] = line.split(' | ') as [string, string, string];
    scenes.push({ domain, who, deed, place });
  }
  return scenes;
}
