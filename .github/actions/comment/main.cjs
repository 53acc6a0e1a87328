void require('../bundle/main.cjs').main('comment');
