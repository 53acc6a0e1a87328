void require('../bundle/main.cjs').main('review');
